import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CustomerClient, createCustomerClient } from "../src";
import { came, customerSnapshot, FakeServer, message, OWN_CONVERSATION, token } from "./server";

let server: FakeServer;
let client: CustomerClient;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

function connect(given: Partial<Parameters<typeof createCustomerClient>[0]> = {}): void {
  client = createCustomerClient({ ...server.options, ...given });
}

function texts(): string[] | undefined {
  return client.state.value?.messages.map(({ text }) => text);
}

test("the token travels in the first frame and in no address", () => {
  connect();
  expect(server.last.url).toBe("wss://chat.example.com/api/realtime");
  expect(server.last.protocol).toBe("chathub.v1");
  server.last.accept();
  expect(server.last.received).toEqual([{ type: "hello", token: token(1), cursor: null }]);
});

test("it is live once everything missed was told", () => {
  connect();
  expect(client.link.value).toBe("connecting");
  server.last.accept();
  server.last.say({ type: "welcome", protocol: 1, epoch: "e1", resumed: false, heartbeat: 25 });
  expect(client.link.value).toBe("connecting");
  server.last.say({ type: "snapshot", snapshot: customerSnapshot() }, { type: "live", cursor: 0 });
  expect(client.link.value).toBe("live");
  expect(client.state.value?.organization).toBe("Shop");
});

test("after a cut it resumes from the last event, and drops what it has seen", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3, conversation: OWN_CONVERSATION }));
  server.last.say(came(4), came(5), came(5));
  server.last.end(1012);
  expect(client.link.value).toBe("reconnecting");
  vi.advanceTimersByTime(1000);
  server.last.resume(7, came(5), came(6), came(7));
  expect(server.last.received[0]).toMatchObject({ cursor: { epoch: "e1", at: 5 } });
  expect(texts()).toEqual(["text 4", "text 5", "text 6", "text 7"]);
  expect(client.state.value?.conversation?.operatorMessages).toBe(4);
  expect(client.link.value).toBe("live");
});

test("a cut between the welcome and the snapshot does not count as progress", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3 }));
  server.last.end(1006);
  vi.advanceTimersByTime(1000);
  server.last.accept();
  server.last.say({ type: "welcome", protocol: 1, epoch: "e2", resumed: false, heartbeat: 25 });
  server.last.end(1006);
  vi.advanceTimersByTime(2000);
  server.last.accept();
  expect(server.last.received[0]).toMatchObject({ cursor: null });
});

test("a reset brings another history in place of the one held", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 9, messages: [message(9)] }));
  server.last.end(1006);
  vi.advanceTimersByTime(1000);
  server.last.begin(customerSnapshot({ seq: 2, messages: [message(2)] }));
  server.last.say(came(3));
  expect(texts()).toEqual(["text 2", "text 3"]);
});

test("the first try comes at a random moment of a second, later ones wait longer, at most half a minute", async () => {
  connect({ random: () => 0.999 });
  server.last.begin(customerSnapshot());
  const waits: number[] = [];
  for (let tries = 0; tries < 9; tries += 1) {
    const before = server.sockets.length + server.fetch.mock.calls.length;
    const start = Date.now();
    if (server.last.readyState !== 3) server.last.end(1012);
    while (server.sockets.length + server.fetch.mock.calls.length === before) {
      await vi.advanceTimersByTimeAsync(50);
    }
    waits.push(Date.now() - start);
  }
  expect(waits[0]).toBeLessThanOrEqual(1000);
  expect(waits[2]).toBeGreaterThan(3000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_050);
});

test("an overloaded server is not asked again at once", () => {
  connect();
  server.last.begin(customerSnapshot());
  server.last.end(1013);
  vi.advanceTimersByTime(7000);
  expect(server.sockets).toHaveLength(1);
  vi.advanceTimersByTime(2000);
  expect(server.sockets).toHaveLength(2);
});

test("when the browser is online again, or the page is seen again, it tries at once", () => {
  connect();
  server.last.begin(customerSnapshot());
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  server.last.end(1006);
  expect(client.link.value).toBe("offline");
  dispatchEvent(new Event("online"));
  expect(server.sockets).toHaveLength(2);
  server.last.end(1006);
  document.dispatchEvent(new Event("visibilitychange"));
  vi.restoreAllMocks();
  expect(server.sockets.length + server.fetch.mock.calls.length).toBe(3);
});

test("silence for longer than a beat and 15 seconds ends the connection", () => {
  connect();
  server.last.begin(customerSnapshot());
  vi.advanceTimersByTime(39_000);
  server.last.say({ type: "beat", cursor: 0 });
  vi.advanceTimersByTime(39_000);
  expect(client.link.value).toBe("live");
  vi.advanceTimersByTime(1500);
  expect(client.link.value).not.toBe("live");
  expect(server.sockets[0]?.readyState).toBe(3);
});

test("a beat that is ahead of what came makes it resume", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3 }));
  server.last.say({ type: "beat", cursor: 3 });
  expect(server.sockets).toHaveLength(1);
  server.last.say({ type: "beat", cursor: 4 });
  server.last.resume(4, came(4));
  expect(server.last.received[0]).toMatchObject({ cursor: { epoch: "e1", at: 3 } });
  expect(texts()).toEqual(["text 4"]);
});

test("asleep it is silent, awake it resumes", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3 }));
  client.sleep();
  expect(server.last.readyState).toBe(3);
  vi.advanceTimersByTime(600_000);
  expect(server.sockets).toHaveLength(1);
  client.wake();
  server.last.resume(3);
  expect(client.link.value).toBe("live");
});

test("closed, it leaves no timer and answers to no event of the page", () => {
  connect();
  server.last.begin(customerSnapshot());
  client.send({ text: "hello" });
  client.close();
  expect(vi.getTimerCount()).toBe(0);
  dispatchEvent(new Event("online"));
  client.setToken(token(1, 2));
  expect(server.sockets).toHaveLength(1);
});

test("odd frames are passed over", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3 }));
  const { onmessage } = server.last;
  for (const data of ["", "null", "[]", "{", '"text"', '{"type":"news"}', '{"type":"event"}', 7]) {
    onmessage?.({ data });
  }
  onmessage?.({ data: '{"type":"event","seq":4,"at":1,"event":{"type":"message"}}' });
  onmessage?.({ data: '{"type":"event","seq":5,"at":1,"event":null}' });
  server.last.say(came(6));
  expect(texts()).toEqual(["text 6"]);
  expect(client.link.value).toBe("live");
});
