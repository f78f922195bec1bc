import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/people";

export const pl: Dictionary<keyof typeof en> = {
  title: "Osoby",
  lead: "Logują się do tej konsoli. Operatorzy, którzy odpowiadają klientom, są gdzie indziej.",
  invite: "Zaproś osobę",
  "invite.deed": "Utwórz zaproszenie",
  "owner-only": "Tylko właściciel zaprasza osoby i zmienia, co im wolno.",
  you: "{name} (Ty)",
  invited: "Zaproszenie czeka na przyjęcie",
  seen: "ostatnio tutaj: {when}",
  deeds: "Więcej: {name}",
  name: "Imię i nazwisko",
  role: "Co wolno tej osobie",
  "as.admin": "Administrator: zmienia wszystko oprócz osób i kluczy",
  "as.viewer": "Obserwator: przegląda i niczego nie zmienia",
  roles: "Komu co wolno",
  "roles.owner":
    "Login samej firmy. Wolno mu wszystko: także zapraszać osoby, tworzyć klucze i zmieniać nazwę firmy.",
  "roles.admin": "Zmienia organizacje, operatorów, kanały i ustawienia oraz widzi wszystko.",
  "roles.viewer": "Widzi wszystko, niczego nie zmienia.",
  link: "Nowe zaproszenie",
  "link.of": "Zaproszenie: {name}",
  "link.copy": "Kopiuj link",
  "link.text":
    "Wyślij ten link ({name}): kto go otworzy, wybierze login i hasło. Działa raz, przez siedem dni, i widać go tylko teraz.",
  "link.new": "Nowy link zastępuje poprzedni, który przestaje działać.",
  change: "Zmień",
  "change.title": "Zmiana: {name}",
  remove: "Usuń",
  "remove.title": "Usunąć osobę {name}?",
  "remove.text":
    "Ta osoba zostanie od razu wylogowana i nie będzie mogła się zalogować. To, co zrobiła, pozostanie w dzienniku zmian.",
  removed: "{name}: usunięto",
};
