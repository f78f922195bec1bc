/** The customer's widget in Polish. */

import type { Dictionary } from "@chathub/ui/language";
import { pl as shared } from "@chathub/ui/locales/pl";
import type { ChatKey } from "./en";

export const pl: Dictionary<ChatKey> = {
  ...shared,
  "ui.attach": "Dołącz plik",
  "chat.open": "Otwórz czat",
  "chat.close": "Zamknij czat",
  "chat.unread": {
    one: "{count} nieprzeczytana wiadomość",
    few: "{count} nieprzeczytane wiadomości",
    many: "{count} nieprzeczytanych wiadomości",
    other: "{count} nieprzeczytanej wiadomości",
  },
  "chat.load-failed": "Nie udało się wczytać czatu. Proszę spróbować za chwilę.",
  "chat.with": "Czat: {organization}",
  "chat.messages": "Wiadomości",
  "chat.plain": "Czat",
  "chat.online": "Jesteśmy online",
  "chat.away": "Odpowiemy najszybciej, jak to możliwe",
  "chat.greeting": "Dzień dobry! W czym możemy pomóc?",
  "chat.greeting-away": "Dzień dobry! Prosimy o wiadomość, odpowiemy tutaj zaraz po powrocie.",
  "chat.connecting": "Łączenie…",
  "chat.reconnecting": "Utracono połączenie. Łączymy ponownie…",
  "chat.offline": "Brak internetu. Wiadomość jest zapisana i zostanie wysłana.",
  "chat.unreachable": "Czat jest niedostępny. Wiadomość jest zapisana i zostanie wysłana.",
  "chat.refused": "Czat nie jest dostępny na tej stronie.",
  "chat.fallback": "Skontaktuj się z nami inaczej",
  "chat.blocked": "Pisanie na tym czacie nie jest już możliwe.",
  "chat.resolved": "Rozmowa została zakończona. Nowa wiadomość otworzy ją ponownie.",
  "chat.typing": "Pisze odpowiedź",
  "chat.write": "Napisz wiadomość…",
};
