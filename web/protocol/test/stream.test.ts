import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CustomerClient, createCustomerClient } from "../src";
import { came, customerSnapshot, FakeServer, FakeStream, ORIGIN, problem, token } from "./server";

let server: FakeServer;
let client: CustomerClient;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  client = createCustomerClient(server.options);
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

function texts(): string[] | undefined {
  return client.state.value?.messages.map(({ text }) => text);
}

test("where sockets do not open twice and HTTP works, it listens to the stream, and tries sockets again later", async () => {
  server.last.end(1006);
  vi.advanceTimersByTime(1000);
  server.last.end(1006);
  const stream = new FakeStream();
  server.fetch.mockResolvedValueOnce(stream.answer);
  await vi.advanceTimersByTimeAsync(2000);
  const [url, init] = server.fetch.mock.calls[0] ?? [];
  expect(url).toBe(`${ORIGIN}/api/realtime/events`);
  expect(init?.headers).toMatchObject({
    Authorization: `Bearer ${token(1)}`,
    Accept: "text/event-stream",
  });
  stream.say(
    { type: "welcome", protocol: 1, epoch: "e1", resumed: false, heartbeat: 25 },
    { type: "snapshot", snapshot: customerSnapshot({ seq: 3 }) },
    { type: "live", cursor: 3 },
  );
  const late = JSON.stringify(came(4, { text: "їжак" }));
  stream.write(`data: ${late.slice(0, 20)}`);
  stream.write(`${late.slice(20)}\n\n: a comment\n\n`);
  await vi.advanceTimersByTimeAsync(0);
  expect(client.link.value).toBe("live");
  expect(texts()).toEqual(["їжак"]);

  for (let minutes = 0; minutes < 5; minutes += 0.5) {
    await vi.advanceTimersByTimeAsync(30_000);
    if (server.sockets.length === 2) stream.say({ type: "beat", cursor: 4 });
  }
  expect(server.sockets).toHaveLength(3);
  server.last.resume(4);
  expect(server.last.received[0]).toMatchObject({ cursor: { epoch: "e1", at: 4 } });
  expect(client.link.value).toBe("live");
});

test("the stream's last word is the code that a socket would have got", async () => {
  server.last.end(1006);
  vi.advanceTimersByTime(1000);
  server.last.end(1006);
  const stream = new FakeStream();
  server.fetch.mockResolvedValueOnce(stream.answer);
  await vi.advanceTimersByTimeAsync(2000);
  stream.say({ type: "close", code: 4402, reason: "token expired" });
  stream.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(client.link.value).toBe("expired");
});

test.each([
  [problem(401, "Invalid token. Get a new one."), "invalid"],
  [problem(401, "Token expired. Get a new one."), "expired"],
  [problem(403, "Not on the list.", "origin"), "refused"],
  [problem(403, "Use an operator token.", "forbidden"), "invalid"],
] as const)("a refusal is learnt from HTTP where sockets only break (%#)", async (answer, link) => {
  server.last.end(1006);
  vi.advanceTimersByTime(1000);
  server.last.end(1006);
  server.fetch.mockResolvedValueOnce(answer);
  await vi.advanceTimersByTimeAsync(2000);
  expect(client.link.value).toBe(link);
});

test("where nothing works, sockets and the stream take turns", async () => {
  for (let round = 0; round < 40; round += 1) {
    if (server.last.readyState !== 3) server.last.end(1006);
    await vi.advanceTimersByTimeAsync(5000);
  }
  expect(server.sockets.length).toBeGreaterThan(5);
  expect(server.fetch.mock.calls.length).toBeGreaterThan(5);
});
