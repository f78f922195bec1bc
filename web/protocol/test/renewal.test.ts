import { effect } from "@preact/signals-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CustomerClient, createCustomerClient, type Link, type ServerFrame } from "../src";
import { customerSnapshot, FakeServer, message, token } from "./server";

const INVALID: ServerFrame = {
  type: "error",
  id: null,
  code: "unauthenticated",
  message: "Invalid token. Get a new one and try again.",
  retry: false,
  retryAfter: null,
};

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

test.each([
  [4401, "invalid"],
  [4402, "expired"],
  [4403, "refused"],
] as const)("after the code %i it waits for another token: %s", (code, link) => {
  connect();
  server.last.accept();
  server.last.end(code);
  expect(client.link.value).toBe(link);
  vi.advanceTimersByTime(3_600_000);
  expect(server.sockets).toHaveLength(1);
  client.setToken(token(1, 2));
  expect(server.sockets).toHaveLength(2);
});

test.each(["undefined", '{"error":"Unauthorized"}', "<html>"])(
  "what is no token is not sent anywhere: %s",
  (text) => {
    connect({ token: text });
    expect(client.link.value).toBe("invalid");
    expect(server.sockets).toHaveLength(0);
  },
);

test("without a token it waits for one", () => {
  connect({ token: null });
  expect(client.link.value).toBe("waiting");
  client.setToken(token(1));
  expect(server.sockets).toHaveLength(1);
});

test("a fresh token of the same person goes over the same socket", () => {
  const onTokenEnd = vi.fn();
  connect({ onTokenEnd });
  server.last.begin(customerSnapshot());
  server.last.say({ type: "renew", expiresAt: 1 });
  expect(onTokenEnd).toHaveBeenCalledOnce();
  client.setToken(token(1, 2));
  expect(server.last.received.at(-1)).toEqual({ type: "renew", token: token(1, 2) });
  expect(client.link.value).toBe("live");
  expect(server.sockets).toHaveLength(1);
});

test("a token that ends without another one keeps the state, and goes on with the next", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3, messages: [message(3)] }));
  server.last.end(4402);
  expect(client.link.value).toBe("expired");
  expect(texts()).toEqual(["text 3"]);
  client.setToken(token(1, 2));
  server.last.resume(3);
  expect(server.last.received[0]).toMatchObject({ token: token(1, 2), cursor: { at: 3 } });
});

test("a renewal that fails tells why", () => {
  connect();
  server.last.begin(customerSnapshot());
  client.setToken(token(1, 2));
  server.last.say(INVALID);
  server.last.accept();
  server.last.end(4401);
  expect(client.link.value).toBe("invalid");
  vi.advanceTimersByTime(3_600_000);
  expect(server.sockets).toHaveLength(2);
});

test("another person's token forgets everything", () => {
  connect();
  server.last.begin(customerSnapshot({ seq: 3, messages: [message(3)] }));
  client.setToken(token(2));
  expect(client.state.value).toBeNull();
  server.last.accept();
  expect(server.last.received[0]).toMatchObject({ token: token(2), cursor: null });
});

test("a token that comes while it sleeps counts when it wakes", () => {
  connect();
  server.last.begin(customerSnapshot());
  server.last.end(4402);
  client.sleep();
  client.setToken(token(1, 2));
  expect(server.sockets).toHaveLength(1);
  client.wake();
  expect(server.sockets).toHaveLength(2);
});

test("a token that comes while it connects goes over the same socket, as soon as that is live", () => {
  connect();
  client.setToken(token(1, 2));
  client.setToken(token(1, 3));
  server.last.begin(customerSnapshot());
  expect(server.last.received).toMatchObject([
    { type: "hello", token: token(1) },
    { type: "renew", token: token(1, 3) },
  ]);
  expect(client.link.value).toBe("live");
  expect(server.sockets).toHaveLength(1);
});

test("a token that comes while an ended one is judged is tried at once", () => {
  connect();
  const seen: Link[] = [];
  const stop = effect(() => void seen.push(client.link.value));
  server.last.accept();
  client.setToken(token(1, 2));
  server.last.end(4402);
  expect(server.sockets).toHaveLength(2);
  server.last.accept();
  expect(server.last.received[0]).toMatchObject({ token: token(1, 2) });
  // Nobody is told of a token that has been replaced.
  expect(seen).not.toContain("expired");
  server.last.end(4402);
  expect(client.link.value).toBe("expired");
  expect(server.sockets).toHaveLength(2);
  stop();
});

test("a good token right after a bad one counts", () => {
  connect();
  server.last.begin(customerSnapshot());
  client.setToken(token(1, 2));
  client.setToken(token(1, 3));
  server.last.say(INVALID);
  expect(client.link.value).not.toBe("invalid");
  server.last.accept();
  expect(server.last.received[0]).toMatchObject({ type: "hello", token: token(1, 3) });
});
