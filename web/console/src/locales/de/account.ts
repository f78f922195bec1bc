import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/account";

export const de: Dictionary<keyof typeof en> = {
  title: "Ihr Konto",
  lead: "Sie melden sich als {login} an.",
  password: "Passwort",
  "password.lead": "Wo Sie sonst noch angemeldet sind, müssen Sie sich neu anmelden.",
  "password.owner":
    "Wo Sie sonst noch angemeldet sind, müssen Sie sich neu anmelden, und Ihre Programme brauchen ein neues Unternehmenstoken.",
  "password.current": "Bisheriges Passwort",
  "password.new": "Neues Passwort",
  "password.deed": "Passwort ändern",
  "password.changed": "Ihr Passwort wurde geändert",
  company: "Unternehmen",
  "company.name": "Name Ihres Unternehmens",
  looks: "Sprache und Aussehen",
  "looks.lead": "Für Sie, in diesem Browser.",
  theme: "Farben",
  "theme.auto": "Wie auf diesem Gerät",
  "theme.light": "Hell",
  "theme.dark": "Dunkel",
};
