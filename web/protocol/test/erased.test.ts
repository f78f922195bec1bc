import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOperatorClient, type OperatorClient } from "../src";
import { conversation, operatorSnapshot } from "./desk";
import { FakeServer } from "./server";

let server: FakeServer;
let client: OperatorClient;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  client = createOperatorClient(server.options);
  server.last.begin(operatorSnapshot([conversation(1), conversation(2)]));
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

test("an erased conversation takes along what waits to be sent there, and nothing else", () => {
  client.send(1, { text: "Dear Ann" });
  client.send(2, { text: "Dear Bob" });
  const event = { type: "erased", conversation: 1 } as const;
  server.last.say({ type: "event", position: 20, at: 1, event });
  expect(client.pending.value.map(({ conversation }) => conversation)).toEqual([2]);
  expect(client.state.value?.conversations.has(1)).toBe(false);
});

test("one that was erased while the panel was away leaves the view, too", async () => {
  void client.open(1);
  const page = { messages: [], more: false, seenUpto: 0 };
  await server.last.answer("open", { type: "opened", item: conversation(1), ...page });
  server.last.begin(operatorSnapshot([conversation(2)]));
  expect(server.last.of("open")).toHaveLength(2);
  await server.last.deny("open");
  expect(client.state.value?.threads.has(1)).toBe(false);
  expect(client.state.value?.erased.has(1)).toBe(true);
});
