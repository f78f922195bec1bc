import type { Dictionary } from "@chathub/ui/language";

export const en = {
  step: "Step {number} of {of}",
  loading: "Looking how far you are",
  next: "Continue",
  later: "Do this later",
  "company.title": "Welcome to ChatHub",
  "company.lead": "Five short steps to a working chat on your website. First: who are you?",
  "company.name": "Your company’s name",
  "company.login":
    "What you sign in with: letters, digits, dots and dashes, or your e-mail address.",
  "organization.title": "Who answers your customers?",
  "organization.lead":
    "An organization is a team with its own operators and chats, such as a brand or a department. One is enough to begin with.",
  "organization.name": "Name that customers see",
  "website.title": "Where will the chat be?",
  "website.lead": "Only pages that you name here may show your chat.",
  "website.origin": "Address of your website",
  "website.hint": "Copy it from your browser: what comes after the first slash is left out.",
  "website.channel": "Website",
  "operator.title": "Who is the first operator?",
  "operator.lead":
    "Operators answer customers. You can add your whole team later, one by one or from a file.",
  "operator.name": "The operator’s name",
  "operator.hint": "Customers see it beside each answer.",
  "last.title": "Put the chat on your website",
  "last.lead": "Two things are left, in whichever order you like.",
  "last.paste": "Paste this into your pages",
  "last.element": "Anywhere in the page, best before </body>",
  "last.copy": "Copy the element",
  "last.waiting": "Waiting to be seen: open a page with the element, and this turns green.",
  "last.answer": "Answer the first message",
  "last.answer.text":
    "{name} signs in to the panel with a link, and customers’ messages arrive there.",
  "last.finish": "Finish",
} as const satisfies Dictionary;
