/** What an operator's client is told, in short. */
import type { Conversation, EventFrame, InboxItem, Message, OperatorSnapshot } from "../src";
import { message } from "./server";

/** The operator's own id. */
export const ME = 5;

export function conversation(id: number, given: Partial<Conversation> = {}, seen = 0): InboxItem {
  return {
    conversation: {
      id,
      channel: 1,
      status: "open",
      assignee: null,
      customer: {
        id: id + 100,
        name: null,
        email: null,
        phone: null,
        identified: false,
        blocked: false,
        fields: {},
        consentedAt: null,
        department: null,
      },
      openedAt: 1,
      activeAt: id,
      lastMessage: null,
      customerMessages: 0,
      operatorMessages: 0,
      customerRead: 0,
      customerSeen: 0,
      teamRead: 0,
      rating: null,
      ...given,
    },
    seen,
  };
}

export function operatorSnapshot(
  inbox: readonly InboxItem[] = [],
  given: Partial<OperatorSnapshot> = {},
): OperatorSnapshot {
  const me = { id: ME, name: "Olena", status: 0, face: null } as const;
  return {
    kind: "operator",
    position: 10,
    me,
    organization: { id: 1, name: "Shop" },
    operators: [me],
    channels: [],
    inbox,
    waiting: inbox.length,
    mine: 0,
    ...given,
  };
}

export function operatorsMessage(
  position: number,
  id: number,
  given: Partial<Message> = {},
): Message {
  return message(position, {
    conversation: id,
    position,
    sender: { kind: "customer", id: id + 100, name: null },
    ...given,
  });
}

/** The event of a customer's message in the conversation. */
export function written(position: number, id: number, given: Partial<Message> = {}): EventFrame {
  const event = { type: "message", message: operatorsMessage(position, id, given) } as const;
  return { type: "event", position, at: position, event };
}

export function note(position: number, id: number): EventFrame {
  return written(position, id, {
    note: true,
    seq: null,
    sender: { kind: "operator", id: 9 } as never,
  });
}
