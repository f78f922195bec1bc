import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/organizations";

export const uk: Dictionary<keyof typeof en> = {
  title: "Організації",
  lead: "Команди зі своїми операторами й чатами, наприклад бренди або відділи.",
  add: "Нова організація",
  "add.deed": "Створити",
  none: "Організацій ще немає",
  "none.hint":
    "В організації є оператори, які відповідають, і чати на ваших сайтах. Для початку досить однієї.",
  number: "Номер {id}",
  name: "Назва",
  "name.hint": "Клієнти бачать її в чаті.",
  origin: "Адреса її сайту",
  "origin.hint":
    "Чат можуть показувати лише названі сторінки. Це поле можна лишити порожнім і додати адреси пізніше.",
};
