import type { Conversation, OperatorState } from "@chathub/protocol";
import { expect, test } from "vitest";
import { conversation, ME, operatorsMessage } from "../../protocol/test/desk";
import { News } from "../src/news";

const item = (id: number, position: number | null, given: Partial<Conversation> = {}) =>
  conversation(id, {
    lastMessage: position === null ? null : operatorsMessage(position, id),
    ...given,
  });
const state = (position: number, ...items: ReturnType<typeof item>[]) =>
  ({
    position,
    conversations: new Map(items.map((one) => [one.conversation.id, one])),
  }) as unknown as OperatorState;
const told = (news: News, now: OperatorState) =>
  news.take(now).map(({ conversation: { id }, waiting }) => [id, waiting ? "waiting" : "message"]);

test("what is there at the start is no news, nor is what is fetched later and older", () => {
  const news = new News();
  expect(told(news, state(10, item(1, 9)))).toEqual([]);
  expect(told(news, state(12, item(1, 9), item(2, 3)))).toEqual([]);
});

test("a new conversation is told of once, with its first message, and then its messages are", () => {
  const news = new News();
  news.take(state(10));
  expect(told(news, state(11, item(3, null)))).toEqual([]);
  expect(told(news, state(12, item(3, 12)))).toEqual([[3, "waiting"]]);
  expect(told(news, state(13, item(3, 13)))).toEqual([[3, "message"]]);
});

test("an old conversation that comes back is news, although it was never held", () => {
  const news = new News();
  news.take(state(10));
  expect(told(news, state(15, item(4, 15, { assignee: ME })))).toEqual([[4, "message"]]);
});

test("one that a colleague lets go of waits again", () => {
  const news = new News();
  news.take(state(10, item(1, 9, { assignee: 7 })));
  expect(told(news, state(11, item(1, 9)))).toEqual([[1, "waiting"]]);
});

test("a fresh snapshot after a lost connection tells what came meanwhile, and nothing again", () => {
  const news = new News();
  news.take(state(10, item(1, 9, { assignee: ME })));
  const after = () => state(40, item(1, 30, { assignee: ME }), item(2, 35));
  expect(told(news, after())).toEqual([
    [1, "message"],
    [2, "waiting"],
  ]);
  expect(told(news, after())).toEqual([]);
});
