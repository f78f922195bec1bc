import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/keys";

export const de: Dictionary<keyof typeof en> = {
  title: "Schlüssel",
  lead: "Damit arbeiten Ihre eigenen Programme mit ChatHub.",
  "owner-only": "Nur der Inhaber erstellt und widerruft Schlüssel.",
  token: "Unternehmenstoken",
  "token.lead":
    "Für Ihren eigenen Server: Er verwaltet damit Operatoren und meldet sie im Panel Ihres Backoffice an.",
  "token.text":
    "Tragen Sie es in die Umgebung Ihres Servers ein, nie in eine Seite. Es gilt, bis Sie es widerrufen.",
  "token.make": "Token erstellen",
  "token.label": "Ihr Token",
  "token.copy": "Token kopieren",
  "token.once":
    "Es wird nur jetzt angezeigt. Wer es hat, kann alles, was Ihr Unternehmen kann: Bewahren Sie es auf wie ein Passwort.",
  revoke: "Alle Token widerrufen",
  "revoke.lead": "Falls eines in falsche Hände geraten ist. Hier bleiben alle angemeldet.",
  "revoke.deed": "Alle Token widerrufen",
  "revoke.title": "Alle Unternehmenstoken widerrufen?",
  "revoke.text":
    "Programme, die eines benutzen, arbeiten erst wieder, wenn sie ein neues bekommen. Das lässt sich nicht rückgängig machen.",
  revoked: "Kein Unternehmenstoken gilt mehr",
  channels: "Schlüssel der Kanäle",
  "channels.lead":
    "Damit sagt Ihr Server dem Chat, wer Ihre angemeldeten Kunden sind. Sie finden sie bei jedem Kanal.",
};
