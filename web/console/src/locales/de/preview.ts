import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/preview";

export const de: Dictionary<keyof typeof en> = {
  title: "Vorschau des Chats",
  device: "Bildschirm",
  desktop: "Computer",
  phone: "Smartphone",
  theme: "Farbschema des Besuchers",
  "theme.light": "Hell",
  "theme.dark": "Dunkel",
  presence: "Operatoren",
  here: "Jemand ist da",
  away: "Niemand ist da",
  channel: "Aussehen des Kanals",
  "as-of": "Stand, nach der Uhr in {zone}",
  now: "Jetzt",
  "open.always": "Tag und Nacht geöffnet.",
  "open.until": "Dann geöffnet, bis {time}.",
  open: "Dann geöffnet.",
  closed: "Dann geschlossen. Öffnet {time}.",
  "closed.always": "Dann geschlossen und nie geöffnet.",
  "visitors-clock": "Der Chat sagt es nach der Uhr jedes Besuchers.",
  restart: "Von vorn beginnen",
  resolve: "Unterhaltung erledigen",
  hint: "Probieren Sie es aus: Nichts wird gesendet oder aufbewahrt.",
  operator: "Lena",
  answer: "Guten Tag! So sieht eine Antwort von Ihnen aus.",
};
