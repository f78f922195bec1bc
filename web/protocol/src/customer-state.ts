/** What a customer's client holds, and how events change it. A snapshot with its events equals a fresh one. */
import type { CustomerSnapshot, EventFrame, Message, OwnConversation } from "./generated";
import { withMessage } from "./thread";
import type { CustomerState } from "./types";

export function customerState(snapshot: CustomerSnapshot): CustomerState {
  const { kind: _, ...held } = snapshot;
  return { ...held, newer: false, queuePosition: null };
}

/** The state after an event. Never throws: what is not understood changes nothing but the seq. */
export function applyCustomer(state: CustomerState, frame: EventFrame): CustomerState {
  const next = frame.seq === undefined ? state : { ...state, seq: frame.seq };
  try {
    return applied(next, frame.event);
  } catch {
    // A newer server tells of something in a form that this version cannot read.
    return next;
  }
}

function applied(state: CustomerState, event: EventFrame["event"]): CustomerState {
  switch (event.type) {
    case "own_conversation":
      return { ...state, conversation: event.conversation };
    case "message":
      return counted(withMessage(state, event.message), event.message);
    case "seen_by_customer":
      return changed(state, { customerRead: event.seq, customerSeen: event.messages });
    case "seen_by_operator":
      return changed(state, { teamRead: event.seq });
    case "profile": {
      const { name, email, phone, blocked, fields, consentedAt } = event;
      return { ...state, name, email, phone, blocked, fields, consentedAt };
    }
    default:
      return state;
  }
}

function counted(state: CustomerState, { sender }: Message): CustomerState {
  const { conversation } = state;
  if (!conversation) return state;
  return sender.kind === "customer"
    ? changed(state, { customerMessages: conversation.customerMessages + 1 })
    : changed(state, { operatorMessages: conversation.operatorMessages + 1 });
}

function changed(state: CustomerState, change: Partial<OwnConversation>): CustomerState {
  const { conversation } = state;
  return conversation ? { ...state, conversation: { ...conversation, ...change } } : state;
}
