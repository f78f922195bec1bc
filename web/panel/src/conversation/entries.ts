/** Messages as entries of a thread: who stands on which side, and how far an answer got. */

import type { Conversation, Message, Pending, ThreadState } from "@chathub/protocol";
import type { Entry } from "@chathub/ui";
import { customerName, type PanelLanguage } from "../names";

/** The thread of a conversation as this operator sees it: the company's side is "own", mine without a name. */
export function entriesOf(
  messages: readonly Message[],
  unsent: readonly Pending[],
  conversation: Conversation,
  me: number,
  language: PanelLanguage,
): Entry[] {
  const stored = new Set(messages.map((message) => message.clientId));
  return [
    ...messages.map((message) => storedEntry(message, conversation, me, language)),
    ...unsent.filter((one) => !stored.has(one.clientId)).map(unsentEntry),
  ];
}

function storedEntry(
  message: Message,
  conversation: Conversation,
  me: number,
  language: PanelLanguage,
): Entry {
  const { sender } = message;
  const customers = sender.kind === "customer";
  const mine = sender.kind === "operator" && sender.id === me;
  const read = message.seq !== null && message.seq <= conversation.customerRead;
  return {
    key: message.clientId,
    at: message.at,
    side: sender.kind === "system" ? "middle" : customers ? "other" : "own",
    author: customers
      ? customerName(conversation.customer, language)
      : mine && !message.note
        ? null
        : mine
          ? language.say("ui.you")
          : sender.name,
    text: message.text,
    files: message.attachments,
    // What a page told is nobody's note: a line between what people say.
    note: message.note && sender.kind !== "system",
    mark: customers || message.note || sender.kind === "system" ? null : read ? "read" : "sent",
    reason: null,
  };
}

function unsentEntry(unsent: Pending): Entry {
  return {
    key: unsent.clientId,
    at: unsent.at,
    side: "own",
    author: null,
    text: unsent.text,
    files: unsent.attachments,
    note: unsent.note,
    mark: unsent.failed === null ? "pending" : "failed",
    reason: unsent.failed,
  };
}

/** The first message of the customer that this operator has not seen, or null where it stands further back. */
export function firstUnread(
  { messages, more, newer }: Pick<ThreadState, "messages" | "more" | "newer">,
  unread: number,
): string | null {
  let left = unread;
  let first: string | null = null;
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index];
    if (message?.sender.kind !== "customer") continue;
    first = message.clientId;
    left -= 1;
  }
  return left > 0 && more && !newer ? null : first;
}
