import type { Message, Pending } from "@chathub/protocol";
import { expect, test } from "vitest";
import { entriesOf } from "../src/entries";

function message(seq: number, kind: Message["sender"]["kind"], name: string | null): Message {
  const base = { attachments: [], note: false, clientId: `c${seq}`, at: seq * 1000 };
  return { ...base, seq, sender: { kind, name }, text: `message ${seq}` };
}

function pending(clientId: string, failed: string | null = null): Pending {
  return {
    clientId,
    conversation: null,
    text: "hello",
    attachments: [],
    note: false,
    at: 9000,
    failed,
  };
}

test("the customer's own messages stand on the own side, without a name", () => {
  const [own, other] = entriesOf(
    [message(1, "customer", "Anna"), message(2, "operator", "Olena")],
    [],
    0,
    "Shop",
  );
  expect(own).toMatchObject({ side: "own", author: null });
  expect(other).toMatchObject({ side: "other", author: "Olena", mark: null });
});

test("an answer without a name is the organization's", () => {
  expect(entriesOf([message(1, "bot", null)], [], 0, "Shop")[0]?.author).toBe("Shop");
});

test("what the system says belongs to nobody", () => {
  expect(entriesOf([message(1, "system", null)], [], 0, "Shop")[0]).toMatchObject({
    side: "middle",
    mark: null,
  });
});

test("a message is read once an operator has read as far", () => {
  const messages = [message(3, "customer", null), message(5, "customer", null)];
  expect(entriesOf(messages, [], 3, "Shop").map((entry) => entry.mark)).toEqual(["read", "sent"]);
});

test("what is not sent yet comes last, and tells why if it will not be", () => {
  const entries = entriesOf(
    [message(1, "customer", null)],
    [pending("p1"), pending("p2", "Too long")],
    0,
    "Shop",
  );
  expect(entries.map(({ key, mark, reason }) => [key, mark, reason])).toEqual([
    ["c1", "sent", null],
    ["p1", "pending", null],
    ["p2", "failed", "Too long"],
  ]);
});

test("a message is never shown twice, once as pending and once as stored", () => {
  expect(entriesOf([message(1, "customer", null)], [pending("c1")], 0, "Shop")).toHaveLength(1);
});
