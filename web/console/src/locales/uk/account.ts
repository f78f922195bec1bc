import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/account";

export const uk: Dictionary<keyof typeof en> = {
  title: "Ваш обліковий запис",
  lead: "Ви входите як {login}.",
  password: "Пароль",
  "password.lead": "На всіх інших пристроях доведеться увійти знову.",
  "password.owner":
    "На всіх інших пристроях доведеться увійти знову, а вашим програмам знадобиться новий токен компанії.",
  "password.current": "Дотеперішній пароль",
  "password.new": "Новий пароль",
  "password.deed": "Змінити пароль",
  "password.changed": "Пароль змінено",
  company: "Компанія",
  "company.name": "Назва вашої компанії",
  looks: "Мова та вигляд",
  "looks.lead": "Для вас, у цьому браузері.",
  theme: "Кольори",
  "theme.auto": "Як на цьому пристрої",
  "theme.light": "Світлі",
  "theme.dark": "Темні",
};
