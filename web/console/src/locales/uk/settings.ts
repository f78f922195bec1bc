import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/settings";

export const uk: Dictionary<keyof typeof en> = {
  title: "Налаштування",
  name: "Назва",
  "name.label": "Назва організації",
  "name.hint": "Клієнти бачать її в чаті, оператори — у своїй панелі.",
  "name.changed":
    "Тим часом хтось інший дав назву «{name}». Ваша лишилася тут: збережіть ще раз, щоб замінити чужу.",
  origins: "Дозволені сайти",
  "origins.lead": "Чат і панель цієї організації можуть показувати лише сторінки за цими адресами.",
  "origins.none": "Жоден сайт ще не дозволено: чат видно лише на власних сторінках цього сервера.",
  "origins.label": "Адреса сайту",
  "origins.hint":
    "Наприклад, https://www.example.com або https://*.example.com для всього, що нижче.",
  "origins.add": "Дозволити цей сайт",
  "origins.added": "Дозволено: {origin}",
  "origins.there": "Вона вже є у списку.",
  "origins.remove": "Прибрати {origin}",
  "origins.remove.title": "Прибрати {origin}?",
  "origins.remove.deed": "Прибрати",
  "origins.remove.text":
    "Його сторінки одразу перестануть показувати чат, також тим, у кого він відкритий.",
  "origins.removed": "Більше не дозволено: {origin}",
};
