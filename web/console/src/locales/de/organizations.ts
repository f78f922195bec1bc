import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/organizations";

export const de: Dictionary<keyof typeof en> = {
  title: "Organisationen",
  lead: "Teams mit eigenen Operatoren und Chats, etwa Marken oder Abteilungen.",
  add: "Neue Organisation",
  "add.deed": "Anlegen",
  none: "Es gibt noch keine Organisation",
  "none.hint":
    "Eine Organisation hat Operatoren, die antworten, und Chats auf Ihren Websites. Für den Anfang genügt eine.",
  number: "Nummer {id}",
  name: "Name",
  "name.hint": "Kunden sehen ihn im Chat.",
  origin: "Adresse der Website",
  "origin.hint":
    "Nur genannte Seiten dürfen den Chat zeigen. Sie können dies leer lassen und später weitere hinzufügen.",
};
