import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Settings",
  name: "Name",
  "name.label": "Name of the organization",
  "name.hint": "Customers see it in the chat, operators in their panel.",
  "name.changed":
    "Somebody else has named it “{name}” meanwhile. Yours is still here: save again to replace theirs.",
  origins: "Allowed websites",
  "origins.lead":
    "Only pages of these addresses may show the chat or the panel of this organization.",
  "origins.none":
    "No website is allowed yet: the chat shows nowhere but on this server’s own pages.",
  "origins.label": "Address of a website",
  "origins.hint":
    "Such as https://www.example.com, or https://*.example.com for everything below it.",
  "origins.add": "Allow this website",
  "origins.added": "{origin} is allowed now",
  "origins.there": "It is in the list already.",
  "origins.remove": "Remove {origin}",
  "origins.remove.title": "Remove {origin}?",
  "origins.remove.deed": "Remove",
  "origins.remove.text": "Its pages stop showing the chat at once, for whoever has it open, too.",
  "origins.removed": "{origin} is not allowed any more",
} as const satisfies Dictionary;
