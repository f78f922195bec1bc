/** The customer's messages as entries of a thread: the customer's own stand on the own side. */
import type { Message, Pending } from "@chathub/protocol";
import type { Entry } from "@chathub/ui";

/** Stored messages first, then what is on its way; `teamRead` is how far the operators have read. */
export function entriesOf(
  messages: readonly Message[],
  pending: readonly Pending[],
  teamRead: number,
  organization: string,
): Entry[] {
  const stored = new Set(messages.map((message) => message.clientId));
  return [
    ...messages.map((message) => storedEntry(message, teamRead, organization)),
    ...pending.filter((one) => !stored.has(one.clientId)).map(pendingEntry),
  ];
}

function storedEntry(message: Message, teamRead: number, organization: string): Entry {
  const { sender, seq } = message;
  const own = sender.kind === "customer";
  return {
    key: message.clientId,
    at: message.at,
    side: sender.kind === "system" ? "middle" : own ? "own" : "other",
    author: own ? null : (sender.name ?? organization),
    text: message.text,
    files: message.attachments,
    note: false,
    mark: own ? (seq !== null && seq <= teamRead ? "read" : "sent") : null,
    reason: null,
  };
}

function pendingEntry(pending: Pending): Entry {
  return {
    key: pending.clientId,
    at: pending.at,
    side: "own",
    author: null,
    text: pending.text,
    files: pending.attachments,
    note: false,
    mark: pending.failed === null ? "pending" : "failed",
    reason: pending.failed,
  };
}
