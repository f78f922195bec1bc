/** The customer's widget in German. */

import type { Dictionary } from "@chathub/ui/language";
import { de as shared } from "@chathub/ui/locales/de";
import type { ChatKey } from "./en";

export const de: Dictionary<ChatKey> = {
  ...shared,
  "ui.sent": "Zugestellt",
  "ui.attach": "Datei anhängen",
  "chat.open": "Chat öffnen",
  "chat.close": "Chat schließen",
  "chat.unread": { one: "{count} ungelesene Nachricht", other: "{count} ungelesene Nachrichten" },
  "chat.load-failed":
    "Der Chat konnte nicht geladen werden. Bitte versuchen Sie es gleich noch einmal.",
  "chat.with": "Chat mit {organization}",
  "chat.messages": "Nachrichten",
  "chat.plain": "Chat",
  "chat.online": "Wir sind online",
  "chat.away": "Wir antworten so bald wie möglich",
  "chat.greeting": "Guten Tag! Wie können wir Ihnen helfen?",
  "chat.greeting-away": "Guten Tag! Schreiben Sie uns, wir antworten hier, sobald wir zurück sind.",
  "chat.connecting": "Verbindung wird hergestellt…",
  "chat.reconnecting": "Verbindung unterbrochen. Wird wiederhergestellt…",
  "chat.offline": "Sie sind offline. Ihre Nachricht ist gespeichert und wird gesendet.",
  "chat.unreachable":
    "Der Chat ist nicht erreichbar. Ihre Nachricht ist gespeichert und wird gesendet.",
  "chat.refused": "Der Chat ist auf dieser Seite nicht verfügbar.",
  "chat.fallback": "Anders Kontakt aufnehmen",
  "chat.blocked": "Sie können in diesem Chat nicht mehr schreiben.",
  "chat.resolved": "Diese Unterhaltung ist beendet. Schreiben Sie, um sie wieder zu öffnen.",
  "chat.write": "Nachricht schreiben…",
  "chat.back-at": "Wir sind wieder da: {time}",
  "chat.more": "Mehr",
  "chat.emoji": "Emojis",
  "chat.sound": "Ton",
  "chat.print": "Unterhaltung drucken",
  "chat.back": "Zurück",
  "form.title": "Bevor es losgeht",
  "form.name": "Ihr Name",
  "form.email": "E-Mail-Adresse",
  "form.phone": "Telefon",
  "form.optional": "freiwillig",
  "rating.rate": "Bewerten",
  "rating.ask": "Wie war diese Unterhaltung?",
  "rating.score": "{score} von 5",
  "rating.comment": "Ihr Kommentar",
  "rating.thanks": "Vielen Dank für Ihre Bewertung.",
  "chat.teaser": "Guten Tag! Können wir Ihnen helfen?",
  "chat.teaser-close": "Diese Nachricht schließen",
};
