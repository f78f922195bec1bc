import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Organizations",
  lead: "Teams with their own operators and chats, such as brands or departments.",
  add: "New organization",
  "add.deed": "Create",
  none: "There is no organization yet",
  "none.hint":
    "An organization has operators who answer, and chats on your websites. One is enough to begin with.",
  number: "Number {id}",
  name: "Name",
  "name.hint": "Customers see it in the chat.",
  origin: "Address of its website",
  "origin.hint":
    "Only pages that are named may show the chat. You can leave this empty, and add more later.",
} as const satisfies Dictionary;
