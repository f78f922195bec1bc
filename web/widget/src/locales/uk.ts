/** The customer's widget in Ukrainian. */

import type { Dictionary } from "@chathub/ui/language";
import { uk as shared } from "@chathub/ui/locales/uk";
import type { ChatKey } from "./en";

export const uk: Dictionary<ChatKey> = {
  ...shared,
  "ui.attach": "Додати файл",
  "chat.open": "Відкрити чат",
  "chat.close": "Закрити чат",
  "chat.unread": {
    one: "{count} непрочитане повідомлення",
    few: "{count} непрочитані повідомлення",
    many: "{count} непрочитаних повідомлень",
    other: "{count} непрочитаного повідомлення",
  },
  "chat.load-failed": "Не вдалося завантажити чат. Спробуйте ще раз за мить.",
  "chat.with": "Чат: {organization}",
  "chat.messages": "Повідомлення",
  "chat.plain": "Чат",
  "chat.online": "Ми на зв’язку",
  "chat.away": "Відповімо, щойно зможемо",
  "chat.greeting": "Вітаємо! Чим можемо допомогти?",
  "chat.greeting-away": "Вітаємо! Напишіть нам, відповімо тут, щойно повернемося.",
  "chat.connecting": "З’єднання…",
  "chat.reconnecting": "Зв’язок втрачено. Відновлюємо…",
  "chat.offline": "Немає інтернету. Ваше повідомлення збережено й буде надіслано.",
  "chat.unreachable": "Чат недоступний. Ваше повідомлення збережено й буде надіслано.",
  "chat.refused": "На цій сторінці чат недоступний.",
  "chat.fallback": "Зв’язатися інакше",
  "chat.blocked": "Ви більше не можете писати в цей чат.",
  "chat.resolved": "Розмову завершено. Напишіть, щоб відкрити її знову.",
  "chat.typing": "Набирає відповідь",
  "chat.write": "Напишіть повідомлення…",
};
