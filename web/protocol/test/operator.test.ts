import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createOperatorClient, type OperatorClient } from "../src";
import { conversation, ME, operatorSnapshot, operatorsMessage, written } from "./desk";
import { FakeServer, token } from "./server";

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

function page(id: number, ...positions: number[]) {
  return {
    messages: positions.map((position) => operatorsMessage(position, id)),
    more: false,
    seenUpto: 0,
  };
}

function thread(id: number): (number | undefined)[] | undefined {
  return client.state.value?.threads.get(id)?.messages.map(({ position }) => position);
}

test("what an earlier page could not send is sent as what it was: a note stays a note", async () => {
  client.close();
  const left = { clientId: "kept-note", conversation: 1, text: "among us", note: true, at: 1 };
  const write = vi.fn();
  client = createOperatorClient({ ...server.options, pending: { read: () => [left], write } });
  begin();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.last.of("send")).toMatchObject([
    { clientId: "kept-note", conversation: 1, note: true },
  ]);
});

describe("a thread", () => {
  test("is fetched when it is opened, and kept up by events", async () => {
    begin();
    void client.open(1);
    await server.last.answer("open", { type: "opened", item: conversation(1), ...page(1, 8, 9) });
    server.last.say(written(11, 1), written(12, 2));
    expect(thread(1)).toEqual([8, 9, 11]);
    await client.open(1);
    expect(server.last.of("open")).toHaveLength(1);
  });

  test("does not miss what came while it was fetched", async () => {
    begin();
    void client.open(1);
    server.last.say(written(11, 1));
    await server.last.answer("open", { type: "opened", item: conversation(1), ...page(1, 8, 9) });
    expect(thread(1)).toEqual([8, 9, 11]);
    expect(client.state.value?.conversations.get(1)?.conversation.customerMessages).toBe(1);
  });

  test("goes on from where paging back has let go, and misses nothing told meanwhile", async () => {
    begin();
    void client.around(1, 9);
    await server.last.answer("open", { type: "opened", item: conversation(1), ...page(1, 20) });
    await server.last.answer("thread", { type: "thread", ...page(1, 8, 9) });
    expect(thread(1)).toEqual([8, 9]);
    expect(client.state.value?.threads.get(1)?.newer).toBe(true);
    server.last.say(written(21, 1));
    expect(thread(1)).toEqual([8, 9]);
    void client.newer(1);
    expect(server.last.of("thread").at(-1)).toMatchObject({ after: 9 });
    server.last.say(written(22, 1));
    await server.last.answer("thread", { type: "thread", ...page(1, 20, 21) });
    expect(thread(1)).toEqual([8, 9, 20, 21, 22]);
    expect(client.state.value?.threads.get(1)?.newer).toBe(false);
    server.last.say(written(23, 1));
    expect(thread(1)?.at(-1)).toBe(23);
  });

  test("is opened where it was read up to, if that is further back than the newest page", async () => {
    const item = conversation(1, { customerMessages: 9 }, 4);
    begin([item]);
    void client.open(1);
    const newest = { ...page(1, 20, 21), more: true, seenUpto: 12 };
    await server.last.answer("open", { type: "opened", item, ...newest });
    expect(thread(1)).toBeUndefined();
    expect(server.last.of("thread")).toEqual([{ type: "thread", conversation: 1, after: 12 }]);
    server.last.say(written(22, 1));
    await server.last.answer("thread", { type: "thread", ...page(1, 13, 14), more: true });
    expect(thread(1)).toEqual([13, 14]);
    expect(client.state.value?.threads.get(1)).toMatchObject({ more: true, newer: true });
    void client.latest(1);
    await server.last.answer("open", { type: "opened", item, ...newest });
    expect(thread(1)).toEqual([20, 21]);
  });

  test("misses nothing told while the page that was not read is fetched", async () => {
    const item = conversation(1, { customerMessages: 3 });
    begin([item]);
    void client.open(1);
    const newest = { ...page(1, 20), more: true, seenUpto: 12 };
    await server.last.answer("open", { type: "opened", item, ...newest });
    server.last.say(written(22, 1));
    await server.last.answer("thread", { type: "thread", ...page(1, 13, 14, 20) });
    expect(thread(1)).toEqual([13, 14, 20, 22]);
    expect(client.state.value?.threads.get(1)).toMatchObject({ more: true, newer: false });
  });

  test("on show stays there over a fresh snapshot, and is fetched anew", async () => {
    begin();
    void client.open(1);
    await server.last.answer("open", { type: "opened", item: conversation(1), ...page(1, 8, 9) });
    server.last.end(1006);
    await vi.advanceTimersByTimeAsync(1000);
    server.last.begin(operatorSnapshot([conversation(1)], { position: 900 }));
    expect(thread(1)).toEqual([8, 9]);
    await server.last.answer("open", {
      type: "opened",
      item: conversation(1),
      ...page(1, 880, 890),
    });
    expect(thread(1)).toEqual([880, 890]);
  });

  test("is paged back from its first message, once at a time", async () => {
    begin();
    void client.open(1);
    await server.last.answer("open", {
      type: "opened",
      item: conversation(1),
      ...page(1, 8),
      more: true,
    });
    void client.older(1);
    void client.older(1);
    expect(server.last.of("thread")).toEqual([{ type: "thread", conversation: 1, before: 8 }]);
    await server.last.answer("thread", { type: "thread", ...page(1, 3, 4) });
    expect(thread(1)).toEqual([3, 4, 8]);
  });
});

test("unread messages are those of one's own and of nobody's open conversations", () => {
  begin([
    conversation(1, { customerMessages: 5 }, 3),
    conversation(2, { customerMessages: 4, assignee: ME }),
    conversation(3, { customerMessages: 9, assignee: 9 }),
    conversation(4, { customerMessages: 9, status: "resolved" }),
  ]);
  expect(client.unread.value).toBe(6);
});

test("what is read is told once, and again after a cut", async () => {
  begin([conversation(1, { customerMessages: 5, lastMessage: operatorsMessage(9, 1) })]);
  client.seen(1);
  client.seen(1);
  expect(server.last.of("seen")).toEqual([{ type: "seen", upto: 9, conversation: 1 }]);
  server.last.end(1006);
  await vi.advanceTimersByTimeAsync(1000);
  server.last.resume(10);
  expect(server.last.of("seen")).toHaveLength(1);
  await server.last.answer("seen", { type: "done" });
  server.last.say(written(11, 1));
  client.seen(1);
  expect(server.last.of("seen").at(-1)).toMatchObject({ upto: 11 });
});

test("signs of typing last six seconds, or until the message comes; one's own are seldom", () => {
  begin();
  server.last.say({ type: "typing", conversation: 1, operator: null, name: null });
  server.last.say({ type: "typing", conversation: 2, operator: 9, name: "Taras" });
  expect(client.typists.value).toHaveLength(2);
  server.last.say(written(11, 1));
  expect(client.typists.value).toEqual([{ conversation: 2, operator: 9, name: "Taras" }]);
  vi.advanceTimersByTime(6000);
  expect(client.typists.value).toEqual([]);
  client.typing(1);
  client.typing(1);
  client.typing(2);
  expect(server.last.of("typing")).toHaveLength(2);
  vi.advanceTimersByTime(3000);
  client.typing(1);
  expect(server.last.of("typing")).toHaveLength(3);
});

test("who is away says so again with each connection", async () => {
  begin();
  server.last.say({ type: "presence", operators: [{ id: 9, state: "away" }], online: false });
  expect(client.presence.value).toEqual(new Map([[9, "away"]]));
  client.tellPresence("away");
  await server.last.answer("presence", { type: "done" });
  server.last.end(1012);
  await vi.advanceTimersByTimeAsync(1000);
  server.last.resume(10);
  expect(server.last.of("presence")).toEqual([{ type: "presence", state: "away" }]);
});

test("a refused command is told with the server's words, one that waits is given up in the end", async () => {
  begin();
  const refused = expect(client.take(1)).rejects.toMatchObject({
    code: "not_found",
    message: "No such.",
  });
  const [{ id } = { id: 0 }] = server.last.asked;
  server.last.say({
    type: "error",
    id,
    code: "not_found",
    message: "No such.",
    retry: false,
    retryAfter: null,
  });
  await refused;
  server.last.end(1006);
  const waiting = expect(client.take(2)).rejects.toMatchObject({ retry: true });
  await vi.advanceTimersByTimeAsync(20_000);
  await waiting;
});

test("a token of another operator clears the desk", () => {
  begin();
  client.setToken(token(2));
  expect(client.list("all")).toEqual({ items: [], loaded: false, more: "no" });
});

test("addresses of files are asked for together, made absolute, and kept up while they are on show", async () => {
  begin();
  client.wanted(["a", "b"]);
  client.wanted(["a", "b"]);
  await vi.waitFor(() => expect(server.last.of("files")).not.toEqual([]));
  expect(server.last.of("files")).toEqual([{ type: "files", ids: ["a", "b"] }]);
  const link = { id: "a", url: "/files/a/file?key=k", thumbnailUrl: null, expiresAt: 1 };
  await server.last.answer("files", { type: "files", files: [link] });
  expect(client.address("a")?.url).toBe("https://chat.example.com/files/a/file?key=k");
  expect(client.address("b")).toBeUndefined();
  for (let minutes = 0; minutes < 14; minutes += 0.5) {
    await vi.advanceTimersByTimeAsync(30_000);
    server.last.say({ type: "beat", cursor: 10 });
  }
  expect(server.last.of("files").at(-1)).toMatchObject({ ids: ["a", "b"] });
});
