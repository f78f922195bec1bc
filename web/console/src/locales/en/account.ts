import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Your account",
  lead: "You sign in as {login}.",
  password: "Password",
  "password.lead": "Wherever else you are signed in, you have to sign in again.",
  "password.owner":
    "Wherever else you are signed in, you have to sign in again, and your programs need a new company token.",
  "password.current": "Password until now",
  "password.new": "New password",
  "password.deed": "Change the password",
  "password.changed": "Your password is changed",
  company: "Company",
  "company.name": "Your company’s name",
  looks: "Language and looks",
  "looks.lead": "For you, in this browser.",
  theme: "Colours",
  "theme.auto": "As this device",
  "theme.light": "Light",
  "theme.dark": "Dark",
} as const satisfies Dictionary;
