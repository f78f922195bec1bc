import type { Conversation, Message, Pending } from "@chathub/protocol";
import { language } from "@chathub/ui/words";
import { describe, expect, test } from "vitest";
import { entriesOf, firstUnread } from "../src/conversation/entries";
import { en } from "../src/locales/en";
import { customerName, preview, standing } from "../src/names";

const ME = 7;
const english = language("en", en);
const customer = {
  id: 3,
  name: null,
  email: null,
  phone: null,
  identified: false,
  blocked: false,
  fields: {},
  consentedAt: null,
  department: null,
};
const message = (seq: number, part: Partial<Message> = {}): Message => ({
  conversation: 1,
  position: seq,
  seq,
  sender: { kind: "customer", id: 3, name: null },
  clientId: `m${seq}`,
  note: false,
  text: `text ${seq}`,
  attachments: [],
  at: seq,
  ...part,
});
const conversation: Conversation = {
  id: 1,
  channel: 1,
  status: "open",
  assignee: null,
  customer,
  openedAt: 0,
  activeAt: 0,
  lastMessage: null,
  customerMessages: 0,
  operatorMessages: 0,
  customerRead: 2,
  customerSeen: 0,
  teamRead: 0,
  rating: null,
};
const sender = (id: number) => ({ kind: "operator" as const, id, name: `Operator ${id}` });
const unsent: Pending = {
  clientId: "m9",
  conversation: 1,
  at: 9,
  text: "x",
  attachments: [],
  note: false,
  failed: null,
};

describe("entriesOf", () => {
  const entries = (messages: Message[], pending: Pending[] = []) =>
    entriesOf(messages, pending, conversation, ME, english);

  test("the customer is on the other side, colleagues and I on ours, and I go without a name", () => {
    const shown = entries([
      message(1),
      message(2, { sender: sender(ME) }),
      message(3, { sender: sender(8) }),
    ]);
    expect(shown.map(({ side, author }) => [side, author])).toEqual([
      ["other", "Visitor 3"],
      ["own", null],
      ["own", "Operator 8"],
    ]);
  });

  test("an answer is read up to where the customer has read", () => {
    const shown = entries([2, 3].map((seq) => message(seq, { sender: sender(ME) })));
    expect(shown.map(({ mark }) => mark)).toEqual(["read", "sent"]);
  });

  test("what a page told of a visit stands in the middle, and is nobody's", () => {
    const system = { kind: "system", id: null, name: null } as const;
    const [line] = entries([message(1, { seq: null, note: true, sender: system })]);
    expect(line).toMatchObject({ side: "middle", note: false, mark: null, author: null });
  });

  test("a note has no mark: no customer will ever read it", () => {
    const [note] = entries([message(1, { seq: null, note: true, sender: sender(ME) })]);
    expect(note).toMatchObject({ note: true, mark: null, author: "You" });
  });

  test("a message that was stored and is still among the unsent is shown once", () => {
    expect(entries([message(9, { sender: sender(ME) })], [unsent])).toHaveLength(1);
  });

  test("what could not be sent tells why", () => {
    const [failed] = entries([], [{ ...unsent, failed: "Too long" }]);
    expect(failed).toMatchObject({ mark: "failed", reason: "Too long" });
  });
});

describe("firstUnread", () => {
  test("counts the customer's messages from the newest", () => {
    const messages = [message(1), message(2), message(3, { sender: sender(ME) }), message(4)];
    const thread = { messages, more: true, newer: false };
    expect(firstUnread(thread, 2)).toBe("m2");
    expect(firstUnread(thread, 0)).toBeNull();
  });

  test("is the first of a page that begins with it, and none of one that begins later", () => {
    const messages = [message(1), message(2)];
    expect(firstUnread({ messages, more: true, newer: true }, 99)).toBe("m1");
    expect(firstUnread({ messages, more: false, newer: false }, 99)).toBe("m1");
    expect(firstUnread({ messages, more: true, newer: false }, 99)).toBeNull();
  });
});

describe("names", () => {
  test("a visitor has a number for a name", () => {
    expect(customerName(customer, english)).toBe("Visitor 3");
    expect(customerName({ ...customer, name: " Olena " }, english)).toBe("Olena");
  });

  test("a preview is one line and tells who wrote unless it was the customer", () => {
    expect(preview(message(1, { text: "a\n\n b" }), ME, english)).toBe("a b");
    expect(preview(message(1, { sender: sender(ME) }), ME, english)).toBe("You: text 1");
    expect(preview(message(1, { sender: sender(8) }), ME, english)).toBe("Operator 8: text 1");
    expect(preview(null, ME, english)).toBe("");
  });

  test("a conversation is waiting, mine, a colleague's or resolved", () => {
    expect(standing(conversation, ME)).toBe("waiting");
    expect(standing({ ...conversation, assignee: ME }, ME)).toBe("mine");
    expect(standing({ ...conversation, assignee: 8 }, ME)).toBe("taken");
    expect(standing({ ...conversation, status: "resolved", assignee: ME }, ME)).toBe("resolved");
  });
});
