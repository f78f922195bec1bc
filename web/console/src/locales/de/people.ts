import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/people";

export const de: Dictionary<keyof typeof en> = {
  title: "Personen",
  lead: "Sie melden sich an dieser Konsole an. Operatoren, die Kunden antworten, stehen woanders.",
  invite: "Jemanden einladen",
  "invite.deed": "Einladung erstellen",
  "owner-only": "Nur der Inhaber lädt Personen ein und ändert, was sie dürfen.",
  you: "{name} (Sie)",
  invited: "Eingeladen, noch nicht beigetreten",
  seen: "zuletzt hier {when}",
  deeds: "Mehr zu {name}",
  name: "Name",
  role: "Was diese Person darf",
  "as.admin": "Administrator: ändert alles außer Personen und Schlüsseln",
  "as.viewer": "Betrachter: sieht alles und ändert nichts",
  roles: "Wer was darf",
  "roles.owner":
    "Die Anmeldung des Unternehmens selbst. Darf alles: auch Personen einladen, Schlüssel erstellen und den Namen des Unternehmens ändern.",
  "roles.admin": "Ändert Organisationen, Operatoren, Kanäle und Einstellungen und sieht alles.",
  "roles.viewer": "Sieht alles, ändert nichts.",
  link: "Neue Einladung",
  "link.of": "Einladung für {name}",
  "link.copy": "Link kopieren",
  "link.text":
    "Senden Sie diesen Link an {name}: Wer ihn öffnet, wählt Anmeldenamen und Passwort. Er gilt einmal, innerhalb von sieben Tagen, und wird nur jetzt angezeigt.",
  "link.new": "Ein neuer Link ersetzt den früheren, der dann nicht mehr gilt.",
  change: "Ändern",
  "change.title": "{name} ändern",
  remove: "Entfernen",
  "remove.title": "{name} entfernen?",
  "remove.text":
    "Diese Person wird sofort abgemeldet und kann sich nicht mehr anmelden. Was sie getan hat, bleibt im Protokoll.",
  removed: "{name} wurde entfernt",
};
