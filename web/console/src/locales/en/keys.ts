import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Keys",
  lead: "With these, your own programs work with ChatHub.",
  "owner-only": "Only the owner makes and revokes keys.",
  token: "Company token",
  "token.lead":
    "For your own server: it manages operators, and signs them in to the panel inside your back office.",
  "token.text":
    "Put it into your server’s environment, never into a page. It counts until you revoke it.",
  "token.make": "Make a token",
  "token.label": "Your token",
  "token.copy": "Copy the token",
  "token.once":
    "It is shown only now. Whoever has it can do what your company can: keep it as you keep a password.",
  revoke: "Revoke all tokens",
  "revoke.lead": "If one may be in wrong hands. Everybody stays signed in here.",
  "revoke.deed": "Revoke all tokens",
  "revoke.title": "Revoke all company tokens?",
  "revoke.text":
    "Programs that use one stop working until they are given a new one. This cannot be taken back.",
  revoked: "No company token counts any more",
  channels: "Keys of channels",
  "channels.lead":
    "With these your server tells the chat who your signed-in customers are. You find them with each channel.",
} as const satisfies Dictionary;
