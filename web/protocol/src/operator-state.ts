/** What an operator's client holds, and how events change it. A snapshot with its events equals a fresh one. */
import type {
  Channel,
  Conversation,
  ConversationChanged,
  Customer,
  EventFrame,
  InboxItem,
  Message,
  Operator,
  OperatorSnapshot,
  Organization,
} from "./generated";
import { withMessage } from "./thread";
import type { OperatorState, View } from "./types";

export function operatorState(snapshot: OperatorSnapshot): OperatorState {
  const { kind: _, inbox, operators, ...held } = snapshot;
  return {
    ...held,
    operators: new Map(operators.map((operator) => [operator.id, operator])),
    conversations: new Map(inbox.map((item) => [item.conversation.id, item])),
    threads: new Map(),
    missing: new Set(),
    erased: new Set(),
    unsure: false,
  };
}

/** The state after an event. Never throws: what is not understood changes nothing but the position. */
export function applyOperator(state: OperatorState, frame: EventFrame): OperatorState {
  const next = frame.position === undefined ? state : { ...state, position: frame.position };
  try {
    return applied(next, frame.event);
  } catch {
    // A newer server tells of something in a form that this version cannot read.
    return next;
  }
}

function applied(state: OperatorState, event: EventFrame["event"]): OperatorState {
  switch (event.type) {
    case "conversation":
      return withChange(state, event);
    case "message":
      return withNews(withStored(state, event.message), event.message);
    case "seen_by_customer":
      return onItem(state, event.conversation, (item) =>
        withConversation(item, { customerRead: event.seq, customerSeen: event.messages }),
      );
    case "seen_by_operator":
      return onItem(state, event.conversation, (item) => ({
        ...withConversation(item, { teamRead: event.seq }),
        seen: event.operator === state.me.id ? (event.messages ?? item.seen) : item.seen,
      }));
    case "customer":
      return withCustomer(state, event.customer);
    case "operator":
      return withOperator(state, event.operator);
    case "channel":
      return withChannel(state, event.channel);
    case "organization":
      return withOrganization(state, event.organization);
    case "erased":
      return without(state, event.conversation ?? 0);
    default:
      return state;
  }
}

/** In which list of open conversations it stands. */
export function placeIn({ status, assignee }: Conversation, me: number): View | null {
  if (status !== "open") return null;
  return assignee === null ? "waiting" : assignee === me ? "mine" : null;
}

/** The thread with a message that is stored, as an event or the answer to `send` tells. */
export function withStored(state: OperatorState, message: Message): OperatorState {
  const { conversation: id } = message;
  const thread = id === undefined ? undefined : state.threads.get(id);
  if (!thread || id === undefined) return state;
  return { ...state, threads: new Map(state.threads).set(id, withMessage(thread, message)) };
}

/** Nothing of the conversation is held any more. */
export function without(state: OperatorState, id: number): OperatorState {
  const held = state.conversations.get(id)?.conversation;
  const place = held && placeIn(held, state.me.id);
  const conversations = new Map(state.conversations);
  const threads = new Map(state.threads);
  const missing = new Set(state.missing);
  for (const part of [conversations, threads, missing]) part.delete(id);
  return {
    ...state,
    conversations,
    threads,
    missing,
    erased: new Set(state.erased).add(id),
    waiting: state.waiting - Number(place === "waiting"),
    mine: state.mine - Number(place === "mine"),
    // The log has this in place of many events: only the first one counts.
    unsure: state.unsure || !(held || state.erased.has(id)),
  };
}

/** Items that were fetched: those held already are newer, since the events came to them. */
export function withItems(state: OperatorState, items: readonly InboxItem[]): OperatorState {
  const conversations = new Map(state.conversations);
  const missing = new Set(state.missing);
  for (const item of items) {
    const { id } = item.conversation;
    if (!conversations.has(id)) conversations.set(id, item);
    missing.delete(id);
  }
  return { ...state, conversations, missing };
}

/** The newest activity first, as far as it is held. */
export function listed(state: OperatorState, view: View): readonly InboxItem[] {
  return [...state.conversations.values()]
    .filter(({ conversation }) => view === "all" || placeIn(conversation, state.me.id) === view)
    .sort(({ conversation: a }, { conversation: b }) => b.activeAt - a.activeAt || b.id - a.id);
}

/** How many of the customer's messages this operator has not seen. */
export function unreadOf({ conversation, seen }: InboxItem): number {
  return Math.max(0, conversation.customerMessages - seen);
}

function withChange(state: OperatorState, event: ConversationChanged): OperatorState {
  const { conversation, change } = event;
  const held = state.conversations.get(conversation.id);
  const after = placeIn(conversation, state.me.id);
  if (!held && change !== "opened") return { ...withMissing(state, conversation.id), unsure: true };
  const before = held ? placeIn(held.conversation, state.me.id) : null;
  const same =
    held?.conversation.status === conversation.status &&
    held.conversation.assignee === conversation.assignee;
  const items = new Map(state.conversations).set(conversation.id, {
    conversation,
    seen: held?.seen ?? 0,
  });
  const count = (view: View) => Number(after === view) - Number(before === view);
  return {
    ...state,
    conversations: items,
    waiting: state.waiting + count("waiting"),
    mine: state.mine + count("mine"),
    // It was fetched after the change and before this event: the counts have missed the change.
    unsure: state.unsure || same,
  };
}

function withNews(state: OperatorState, message: Message): OperatorState {
  if (message.note) return state;
  return onItem(state, message.conversation, (item) => {
    const { conversation } = item;
    // A fetched conversation may be ahead of the events.
    if ((message.position ?? 0) <= (conversation.lastMessage?.position ?? -1)) return item;
    const count =
      message.sender.kind === "customer"
        ? { customerMessages: conversation.customerMessages + 1 }
        : { operatorMessages: conversation.operatorMessages + 1 };
    return withConversation(item, { ...count, lastMessage: message, activeAt: message.at });
  });
}

function withCustomer(state: OperatorState, customer: Customer): OperatorState {
  const conversations = new Map(state.conversations);
  for (const [id, item] of conversations) {
    if (item.conversation.customer.id === customer.id) {
      conversations.set(id, withConversation(item, { customer }));
    }
  }
  return { ...state, conversations };
}

function withOperator(state: OperatorState, operator: Operator): OperatorState {
  return {
    ...state,
    me: operator.id === state.me.id ? operator : state.me,
    operators: new Map(state.operators).set(operator.id, operator),
  };
}

/** By id, as a snapshot has them. */
function withChannel(state: OperatorState, channel: Channel): OperatorState {
  const others = state.channels.filter(({ id }) => id !== channel.id);
  return { ...state, channels: [...others, channel].sort((a, b) => a.id - b.id) };
}

function withOrganization(state: OperatorState, { id, name }: Organization): OperatorState {
  return { ...state, organization: { id, name } };
}

function withConversation(item: InboxItem, change: Partial<Conversation>): InboxItem {
  return { ...item, conversation: { ...item.conversation, ...change } };
}

function onItem(
  state: OperatorState,
  id: number | undefined,
  change: (item: InboxItem) => InboxItem,
): OperatorState {
  if (id === undefined) return state;
  const item = state.conversations.get(id);
  if (!item) return withMissing(state, id);
  return { ...state, conversations: new Map(state.conversations).set(id, change(item)) };
}

function withMissing(state: OperatorState, id: number): OperatorState {
  return { ...state, missing: new Set(state.missing).add(id) };
}
