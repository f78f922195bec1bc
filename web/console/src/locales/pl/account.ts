import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/account";

export const pl: Dictionary<keyof typeof en> = {
  title: "Twoje konto",
  lead: "Logujesz się jako {login}.",
  password: "Hasło",
  "password.lead": "Na innych urządzeniach trzeba będzie zalogować się ponownie.",
  "password.owner":
    "Na innych urządzeniach trzeba będzie zalogować się ponownie, a Twoje programy będą potrzebować nowego tokena firmy.",
  "password.current": "Dotychczasowe hasło",
  "password.new": "Nowe hasło",
  "password.deed": "Zmień hasło",
  "password.changed": "Hasło zostało zmienione",
  company: "Firma",
  "company.name": "Nazwa Twojej firmy",
  looks: "Język i wygląd",
  "looks.lead": "Dla Ciebie, w tej przeglądarce.",
  theme: "Kolory",
  "theme.auto": "Jak na tym urządzeniu",
  "theme.light": "Jasne",
  "theme.dark": "Ciemne",
};
