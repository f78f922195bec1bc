import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type CustomerClient,
  createCustomerClient,
  createOperatorClient,
  type Pending,
  type PendingStore,
} from "../src";
import { customerSnapshot, FakeServer, OWN_CONVERSATION, token } from "./server";

let server: FakeServer;
const clients: CustomerClient[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  vi.useRealTimers();
});

/** What a browser keeps for all of its tabs, as text. */
class Shelf {
  text = "[]";
  readonly #watchers = new Set<() => void>();

  /** The part of it that one tab sees. */
  tab(): PendingStore {
    const own: { changed?: () => void } = {};
    return {
      read: () => JSON.parse(this.text),
      write: (pending) => {
        this.text = JSON.stringify(pending);
        for (const changed of this.#watchers) if (changed !== own.changed) changed();
      },
      watch: (changed) => {
        own.changed = changed;
        this.#watchers.add(changed);
        return () => this.#watchers.delete(changed);
      },
    };
  }

  get texts(): string[] {
    return (JSON.parse(this.text) as Pending[]).map(({ text }) => text);
  }
}

function connect(pending: PendingStore): CustomerClient {
  const client = createCustomerClient({ ...server.options, pending });
  clients.push(client);
  return client;
}

function begun(pending: PendingStore): CustomerClient {
  const client = connect(pending);
  server.last.begin(customerSnapshot({ conversation: OWN_CONVERSATION }));
  return client;
}

function texts(client: CustomerClient): string[] {
  return client.pending.value.map(({ text }) => text);
}

describe("over a reload", () => {
  test("unsent messages are there again, in order, with their client ids", async () => {
    const shelf = new Shelf();
    const before = connect(shelf.tab());
    const ids = [before.send({ text: "1" }), before.send({ text: "2" })];
    before.close();
    expect(shelf.texts).toEqual(["1", "2"]);

    const after = begun(shelf.tab());
    expect(server.last.sends.map(({ clientId }) => clientId)).toEqual(ids);
    for (const [index, sent] of server.last.sends.entries())
      await server.last.store(index + 1, sent);
    expect(after.pending.value).toEqual([]);
    expect(shelf.texts).toEqual([]);
  });

  test("a failed one is still failed, and not sent", () => {
    const shelf = new Shelf();
    shelf.text = JSON.stringify([{ clientId: "a".repeat(22), text: "no", failed: "Blocked." }]);
    const client = begun(shelf.tab());
    expect(client.pending.value).toMatchObject([{ text: "no", failed: "Blocked." }]);
    expect(server.last.sends).toEqual([]);
  });

  test("what makes no sense in the storage is passed over", () => {
    const shelf = new Shelf();
    shelf.text = JSON.stringify([
      null,
      3,
      {},
      { clientId: "x", text: "y" },
      { clientId: "b".repeat(9), text: 1 },
    ]);
    const client = begun(shelf.tab());
    expect(client.pending.value).toEqual([]);
  });
});

describe("in several tabs", () => {
  test("all see what is unsent, and one of them sends it at once", async () => {
    const shelf = new Shelf();
    const one = begun(shelf.tab());
    const socket = server.last;
    const two = begun(shelf.tab());
    one.send({ text: "hello" });
    expect(texts(two)).toEqual(["hello"]);
    expect(socket.sends).toHaveLength(1);
    expect(server.last.sends).toHaveLength(0);
  });

  test("a tab that lives sends what a dead one left", async () => {
    const shelf = new Shelf();
    const one = connect(shelf.tab());
    const two = begun(shelf.tab());
    const id = one.send({ text: "hello" });
    one.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.last.sends).toMatchObject([{ clientId: id }]);
    await server.last.store(1, server.last.sends[0] ?? { id: 0, text: "", clientId: "" });
    expect(two.pending.value).toEqual([]);
    expect(shelf.texts).toEqual([]);
  });

  test("what two tabs write at the same moment is not lost", () => {
    const shelf = new Shelf();
    const one = connect(shelf.tab());
    one.send({ text: "mine" });
    // The other tab read before this one wrote, and wrote after it.
    const other = { clientId: "c".repeat(22), text: "theirs", failed: null };
    shelf.tab().write([other as unknown as Pending]);
    expect(texts(one).sort()).toEqual(["mine", "theirs"]);
    one.send({ text: "next" });
    expect(shelf.texts.sort()).toEqual(["mine", "next", "theirs"]);
  });
});

test("an operator's messages go with the operator: the next one never sends them", () => {
  const operator = createOperatorClient({ ...server.options, pending: new Shelf().tab() });
  operator.send(7, { text: "secret" });
  operator.setToken(token(2));
  expect(operator.pending.value).toEqual([]);
  operator.close();
});

test("of what an operator writes nothing is left in storage once another one has come", () => {
  const shelf = new Shelf();
  const operator = createOperatorClient({ ...server.options, pending: shelf.tab() });
  operator.send(7, { text: "secret" });
  expect(shelf.text).toContain("secret");
  operator.setToken(token(2));
  expect(shelf.text).toBe("[]");
  operator.close();
});
