import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/preview";

export const uk: Dictionary<keyof typeof en> = {
  title: "Попередній перегляд чату",
  device: "Екран",
  desktop: "Комп’ютер",
  phone: "Телефон",
  theme: "Тема відвідувача",
  "theme.light": "Світла",
  "theme.dark": "Темна",
  presence: "Оператори",
  here: "Хтось є",
  away: "Нікого немає",
  channel: "Вигляд каналу",
  "as-of": "Станом на, за годинником {zone}",
  now: "Зараз",
  "open.always": "Відчинено вдень і вночі.",
  "open.until": "Тоді відчинено, до: {time}.",
  open: "Тоді відчинено.",
  closed: "Тоді зачинено. Відчиняється: {time}.",
  "closed.always": "Тоді зачинено, і не відчиняється ніколи.",
  "visitors-clock": "Чат каже це за годинником кожного відвідувача.",
  restart: "Почати спочатку",
  resolve: "Завершити розмову",
  hint: "Спробуйте: нічого не надсилається й не зберігається.",
  operator: "Олена",
  answer: "Добрий день! Так виглядає ваша відповідь.",
};
