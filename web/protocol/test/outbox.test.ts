import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CustomerClient, createCustomerClient, RequestError } from "../src";
import { came, customerSnapshot, FakeServer, OWN_CONVERSATION, own, token } from "./server";

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

function connect(): CustomerClient {
  const client = createCustomerClient(server.options);
  clients.push(client);
  return client;
}

function begun(): CustomerClient {
  const client = connect();
  server.last.begin(customerSnapshot({ conversation: OWN_CONVERSATION }));
  return client;
}

async function refuse(
  id: number,
  message: string,
  retry: boolean,
  retryAfter: number | null = null,
) {
  server.last.say({ type: "error", id, code: "x", message, retry, retryAfter });
  await vi.advanceTimersByTimeAsync(0);
}

function texts(client: CustomerClient): string[] {
  return client.pending.value.map(({ text }) => text);
}

test("a message is shown at once, and sent when there is a connection", () => {
  const client = connect();
  client.send({ text: "hello" });
  expect(texts(client)).toEqual(["hello"]);
  server.last.begin(customerSnapshot());
  expect(server.last.sends).toMatchObject([{ text: "hello" }]);
  expect(server.last.sends[0]?.clientId).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});

test("client ids are all different, and in the order of their time", () => {
  const client = begun();
  const ids = new Set<string>();
  for (let number = 1; number <= 5; number += 1) {
    vi.setSystemTime(Date.UTC(2026, 0, number));
    client.send({ text: "1" });
    client.send({ text: "2" });
  }
  for (const { clientId } of client.pending.value) ids.add(clientId);
  expect(ids.size).toBe(10);
  const times = client.pending.value.map(({ clientId }) => clientId.slice(0, 12));
  expect([...times].sort()).toEqual(times);
  expect(new Set(times).size).toBe(5);
});

test("at most five are on their way, in their order", async () => {
  const client = begun();
  for (let number = 1; number <= 7; number += 1) client.send({ text: `${number}` });
  expect(server.last.sends.map(({ text }) => text)).toEqual(["1", "2", "3", "4", "5"]);
  for (const [index, sent] of server.last.sends.entries()) await server.last.store(index + 1, sent);
  expect(server.last.sends.map(({ text }) => text)).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
});

describe("a message is never doubled", () => {
  test("when the answer comes first", async () => {
    const client = begun();
    client.send({ text: "hello" });
    const [sent] = server.last.sends;
    if (!sent) throw new Error("nothing was sent");
    await server.last.store(1, sent);
    expect(client.pending.value).toEqual([]);
    expect(client.state.value?.messages).toHaveLength(1);
    server.last.say(came(1, own(1, sent)));
    expect(client.state.value?.messages).toHaveLength(1);
    expect(client.state.value?.conversation?.customerMessages).toBe(1);
  });

  test("when the event comes first", async () => {
    const client = begun();
    client.send({ text: "hello" });
    const [sent] = server.last.sends;
    if (!sent) throw new Error("nothing was sent");
    server.last.say(came(1, own(1, sent)));
    expect(client.pending.value).toEqual([]);
    await server.last.store(1, sent);
    expect(client.state.value?.messages).toHaveLength(1);
    expect(client.state.value?.conversation?.customerMessages).toBe(1);
  });

  test("when the connection breaks before the answer: the same client id goes again", async () => {
    const client = begun();
    client.send({ text: "1" });
    client.send({ text: "2" });
    const first = server.last.sends;
    server.last.end(1006);
    await vi.advanceTimersByTimeAsync(1000);
    server.last.resume(0);
    expect(server.last.sends).toEqual(first);
    for (const [index, sent] of server.last.sends.entries())
      await server.last.store(index + 1, sent);
    expect(client.pending.value).toEqual([]);
    expect(client.state.value?.messages.map(({ text }) => text)).toEqual(["1", "2"]);
  });

  test("when it was stored and only the answer was lost", async () => {
    const client = begun();
    client.send({ text: "hello" });
    const [sent] = server.last.sends;
    if (!sent) throw new Error("nothing was sent");
    server.last.end(1006);
    await vi.advanceTimersByTimeAsync(1000);
    server.last.resume(1, came(1, own(1, sent)));
    expect(client.pending.value).toEqual([]);
    expect(client.state.value?.messages).toHaveLength(1);
  });
});

test("what is not answered for long is sent again, with the same client id", async () => {
  const client = begun();
  client.send({ text: "hello" });
  await vi.advanceTimersByTimeAsync(15_000);
  server.last.say({ type: "beat", cursor: 0 });
  await vi.advanceTimersByTimeAsync(10_000);
  const [first, second] = server.last.sends;
  expect(second?.clientId).toBe(first?.clientId);
  expect(client.pending.value).toHaveLength(1);
});

test("a final error marks it with the reason; the next ones go on; it can be tried again or discarded", async () => {
  const client = begun();
  const id = client.send({ text: "much too long" });
  const other = client.send({ text: "good" });
  const [sent, next] = server.last.sends;
  if (!sent || !next) throw new Error("nothing was sent");
  await refuse(sent.id, "The text is too long.", false);
  await server.last.store(1, next);
  expect(client.pending.value).toMatchObject([{ clientId: id, failed: "The text is too long." }]);
  expect(other).toBe(next.clientId);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.last.sends).toHaveLength(2);

  client.retry(id);
  expect(client.pending.value).toMatchObject([{ clientId: id, failed: null }]);
  expect(server.last.sends[2]).toMatchObject({ clientId: id });
  client.discard(id);
  expect(client.pending.value).toEqual([]);
});

test("a limit is waited for, and then the order is kept", async () => {
  const client = begun();
  client.send({ text: "1" });
  const [sent] = server.last.sends;
  await refuse(sent?.id ?? 0, "Too many messages.", true, 7);
  client.send({ text: "2" });
  await vi.advanceTimersByTimeAsync(6900);
  expect(server.last.sends).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(server.last.sends.map(({ text }) => text)).toEqual(["1", "1", "2"]);
});

test("a frame too long for a socket goes over HTTP, alone", async () => {
  const client = begun();
  const long = "😀".repeat(4000);
  client.send({ text: long });
  client.send({ text: "after it" });
  expect(server.last.sends).toEqual([]);
  await vi.waitFor(() => expect(server.fetch).toHaveBeenCalled());
  const [url, init] = server.fetch.mock.calls[0] ?? [];
  expect(url).toBe("https://chat.example.com/api/realtime/commands");
  expect(init).toMatchObject({ headers: { Authorization: `Bearer ${token(1)}` } });
  await vi.advanceTimersByTimeAsync(0);
  // The network was away: it is sent again, and stays the first.
  expect(texts(client)).toEqual([long, "after it"]);
  server.fetch.mockImplementationOnce(async (_, again) => {
    const { id, command } = JSON.parse(String(again?.body));
    const result = { type: "sent", message: own(1, command) };
    return new Response(JSON.stringify({ type: "ok", id, result }));
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(texts(client)).toEqual(["after it"]);
  expect(server.last.sends).toMatchObject([{ text: "after it" }]);
});

test("too many waiting messages are refused, not forgotten", () => {
  const client = connect();
  for (let number = 0; number < 100; number += 1) client.send({ text: `${number}` });
  expect(() => client.send({ text: "one more" })).toThrow(RequestError);
  expect(client.pending.value).toHaveLength(100);
});
