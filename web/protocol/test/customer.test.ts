import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CustomerClient, createCustomerClient, type Message } from "../src";
import { placeInQueue } from "../src/queue";
import { placeOf, WINDOW } from "../src/thread";
import { came, customerSnapshot, FakeServer, message, OWN_CONVERSATION, token } from "./server";

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

function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
}

function held(): number[] | undefined {
  return client.state.value?.messages.map(placeOf);
}

test("unread messages are the company's that were not seen; what is seen is told", async () => {
  server.last.begin(customerSnapshot({ seq: 1, conversation: OWN_CONVERSATION }));
  server.last.say(came(2), came(3));
  expect(client.unread.value).toBe(2);
  client.seen();
  expect(server.last.of("seen")).toEqual([{ type: "seen", upto: 3 }]);
  const event = { type: "seen_by_customer", seq: 3, messages: 2 } as const;
  server.last.say({ type: "event", seq: 4, at: 1, event });
  expect(client.unread.value).toBe(0);
  client.seen();
  expect(server.last.of("seen")).toHaveLength(1);
});

test("paging back and returning to the newest leaves no hole and misses nothing", async () => {
  server.last.begin(customerSnapshot({ seq: 300, messages: messages(251, 300), more: true }));
  for (let first = 251; first > 51; first -= 50) {
    void client.older();
    expect(server.last.of("thread").at(-1)).toMatchObject({ before: first });
    const page = { messages: messages(first - 50, first - 1), more: true };
    await server.last.answer("thread", { type: "thread", ...page });
  }
  expect(held()).toHaveLength(WINDOW);
  expect(client.state.value).toMatchObject({ newer: true, more: true });
  server.last.say(came(301));
  expect(held()?.at(-1)).toBe(250);

  void client.latest();
  server.last.say(came(302));
  await server.last.answer("thread", { type: "thread", messages: messages(252, 301), more: true });
  expect(held()?.slice(-3)).toEqual([300, 301, 302]);
  expect(client.state.value?.newer).toBe(false);
});

test("what is told before the first message is in the profile at once", async () => {
  server.last.begin(customerSnapshot({ email: "old@example.com" }));
  void client.tellProfile({ name: " Ann ", email: "" });
  expect(server.last.of("profile")).toEqual([{ type: "profile", name: " Ann ", email: "" }]);
  await server.last.answer("profile", { type: "done" });
  await vi.waitFor(() =>
    expect(client.state.value).toMatchObject({ name: "Ann", email: null, phone: null }),
  );
});

test("answers to the form are added to those of before, and an empty one is taken back", async () => {
  server.last.begin(customerSnapshot({ fields: { order: "17", colour: "red" } }));
  void client.tellProfile({ fields: { order: " 18 ", colour: "" }, consent: true });
  await server.last.answer("profile", { type: "done" });
  await vi.waitFor(() => expect(client.state.value?.fields).toEqual({ order: "18" }));
  expect(client.state.value?.consentedAt).toBeGreaterThan(0);
});

test("a command without an answer of its own is done when the server says so", async () => {
  server.last.begin(customerSnapshot({ conversation: OWN_CONVERSATION }));
  const rated = client.ask({ type: "rate", score: 5 });
  await server.last.answer("rate", { type: "done" });
  expect(await rated).toEqual({ type: "done" });
  expect(server.last.of("rate")).toEqual([{ type: "rate", score: 5 }]);
});

test("a place in the queue counts while the conversation waits", () => {
  server.last.begin(customerSnapshot({ conversation: { ...OWN_CONVERSATION, operator: null } }));
  const place = () => placeInQueue(client.state.value);
  expect(place()).toBeNull();
  server.last.say({ type: "queue", queuePosition: 3 });
  expect(place()).toBe(3);
  const taken = { ...OWN_CONVERSATION, operator: "Olena" };
  server.last.say({
    type: "event",
    seq: 1,
    at: 1,
    event: { type: "own_conversation", change: "taken", conversation: taken },
  });
  expect(place()).toBeNull();
});

test("whether somebody is here follows the server, and so do signs of typing", () => {
  server.last.begin(customerSnapshot({ online: true }));
  server.last.say({ type: "presence", online: false });
  expect(client.state.value?.online).toBe(false);
  server.last.say({ type: "typing", name: "Olena" });
  server.last.say({ type: "typing", name: "Olena" });
  expect(client.typists.value).toEqual([{ conversation: null, operator: null, name: "Olena" }]);
  server.last.say(came(1));
  expect(client.typists.value).toEqual([]);
});

test("who was erased sends nothing more, and with the token of somebody new nothing is left", () => {
  server.last.begin(customerSnapshot({ seq: 1, conversation: OWN_CONVERSATION, name: "Ann" }));
  client.send({ text: "On its way" });
  expect(client.pending.value).toHaveLength(1);
  server.last.say({ type: "event", seq: 2, at: 1, event: { type: "erased" } });
  expect(client.pending.value).toEqual([]);
  client.setToken(token(8));
  expect(client.state.value).toBeNull();
});
