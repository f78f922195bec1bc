/** The customer's widget in English: the language that stands in where another is missing. */

import type { Dictionary } from "@chathub/ui/language";
import { en as shared } from "@chathub/ui/locales/en";

export const en = {
  ...shared,
  "ui.attach": "Attach a file",
  "chat.open": "Open chat",
  "chat.close": "Close chat",
  "chat.unread": { one: "{count} unread message", other: "{count} unread messages" },
  "chat.load-failed": "The chat could not be loaded. Try again in a moment.",
  "chat.with": "Chat with {organization}",
  "chat.messages": "Messages",
  "chat.plain": "Chat",
  "chat.online": "We are online",
  "chat.away": "We reply as soon as we can",
  "chat.greeting": "Hello! How can we help you?",
  "chat.greeting-away": "Hello! Write to us, we answer here as soon as we are back.",
  "chat.connecting": "Connecting…",
  "chat.reconnecting": "Connection lost. Reconnecting…",
  "chat.offline": "You are offline. Your message is kept and will be sent.",
  "chat.unreachable": "The chat cannot be reached. Your message is kept and will be sent.",
  "chat.refused": "The chat is not available on this page.",
  "chat.fallback": "Contact us another way",
  "chat.blocked": "You can no longer write in this chat.",
  "chat.resolved": "This conversation is closed. Write to reopen it.",
  "chat.typing": "Typing a reply",
  "chat.write": "Write a message…",
} as const satisfies Dictionary;

export type ChatKey = keyof typeof en;
