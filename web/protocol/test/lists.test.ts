import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createOperatorClient, type OperatorClient } from "../src";
import { conversation, ME, operatorSnapshot, operatorsMessage, written } from "./desk";
import { FakeServer } from "./server";

let server: FakeServer;
let client: OperatorClient;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  client = createOperatorClient(server.options);
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

function begin(items = [conversation(1), conversation(2)], given = {}): void {
  server.last.begin(operatorSnapshot(items, given));
}

function taken(position: number, id: number, assignee: number | null = ME) {
  const event = {
    type: "conversation",
    change: "taken",
    conversation: conversation(id, { assignee }).conversation,
    by: { kind: "operator", name: null },
    assigneeName: null,
    assigneeFace: null,
  } as const;
  return { type: "event", position, at: 1, event } as const;
}

function page(id: number, ...positions: number[]) {
  return { messages: positions.map((position) => operatorsMessage(position, id)), more: false };
}

describe("a list", () => {
  test("has the newest activity first, and its place in the lists follows the events", () => {
    begin();
    server.last.say(written(11, 1));
    const ids = (view: "mine" | "all") =>
      client.list(view).items.map((item) => item.conversation.id);
    expect(ids("all")).toEqual([1, 2]);
    server.last.say(taken(12, 2));
    expect(ids("mine")).toEqual([2]);
    expect(client.list("mine")).toMatchObject({ loaded: true, more: "no" });
  });

  test("is paged until its end", async () => {
    begin(Array.from({ length: 50 }, (_, index) => conversation(index + 10)));
    expect(client.list("all").more).toBe("yes");
    void client.loadMore("all");
    expect(client.list("all").more).toBe("busy");
    const rest = { type: "inbox", waiting: 52, mine: 0 } as const;
    await server.last.answer("inbox", { ...rest, items: [conversation(59)], after: "mark" });
    void client.loadMore("all");
    expect(server.last.of("inbox").at(-1)).toMatchObject({ view: "all", after: "mark" });
    await server.last.answer("inbox", { ...rest, items: [conversation(3)], after: null });
    expect(client.list("all").more).toBe("no");
    expect(client.list("all").items).toHaveLength(51);
  });

  test("gets a conversation that only events told of", async () => {
    begin();
    server.last.say(written(11, 3));
    expect(server.last.of("open")).toEqual([{ type: "open", conversation: 3 }]);
    server.last.say(written(12, 3));
    const item = conversation(3, {
      customerMessages: 7,
      lastMessage: operatorsMessage(11, 3),
      activeAt: 11,
    });
    await server.last.answer("open", { type: "opened", item, ...page(3, 11), seenUpto: 0 });
    expect(client.state.value?.missing.size).toBe(0);
    const held = client.state.value?.conversations.get(3)?.conversation;
    expect(held).toMatchObject({ customerMessages: 8, activeAt: 12 });
  });

  test("has its count from the server where an event does not tell it, once it is quiet", async () => {
    begin();
    server.last.say(taken(11, 3));
    const counts = { type: "inbox", items: [], after: null } as const;
    await server.last.answer("inbox", { ...counts, waiting: 4, mine: 2 });
    server.last.say(taken(12, 1));
    await vi.advanceTimersByTimeAsync(400);
    expect(client.state.value?.unsure).toBe(true);
    await server.last.answer("inbox", { ...counts, waiting: 3, mine: 3 });
    await vi.advanceTimersByTimeAsync(400);
    expect(client.state.value).toMatchObject({ waiting: 3, mine: 3, unsure: false });
  });
});

test("a thread of which nothing was read begins at its newest, if it is more than a page", async () => {
  const item = conversation(1, { customerMessages: 9 });
  begin([item]);
  void client.open(1);
  const newest = { ...page(1, 20, 21), more: true, seenUpto: 0 };
  await server.last.answer("open", { type: "opened", item, ...newest });
  const held = client.state.value?.threads.get(1);
  expect(held?.messages).toHaveLength(2);
  expect(held).toMatchObject({ more: true, newer: false });
  expect(server.last.of("thread")).toEqual([]);
});
