/** What people and conversations are called in the panel. */

import type { Conversation, Customer, Message } from "@chathub/protocol";
import type { Language } from "@chathub/ui/words";
import type { PanelKey } from "./locales/en";

export type PanelLanguage = Language<PanelKey>;

/** The customer's name, or "Visitor" with a number that is always the same. */
export function customerName(customer: Customer, { say }: PanelLanguage): string {
  return customer.name?.trim() || say("visitor", { count: customer.id });
}

/** One line of a message, with who wrote it unless it was the customer. */
export function preview(message: Message | null, me: number, { say }: PanelLanguage): string {
  if (message === null) return "";
  const files = message.attachments.length;
  const text = oneLine(message.text) || (files > 0 ? say("from.file", { count: files }) : "");
  const { kind, id, name } = message.sender;
  if (kind === "operator" && id === me) return say("from.you", { text });
  if (kind !== "customer" && name) return say("from.other", { name, text });
  return text;
}

export type Standing = "waiting" | "mine" | "taken" | "resolved";

/** Whose turn a conversation is, as this operator sees it. */
export function standing({ status, assignee }: Conversation, me: number): Standing {
  if (status === "resolved") return "resolved";
  if (assignee === null) return "waiting";
  return assignee === me ? "mine" : "taken";
}

function oneLine(text: string): string {
  // A preview never shows more than a line, and texts may be long.
  return text.slice(0, 200).replace(/\s+/g, " ").trim();
}
