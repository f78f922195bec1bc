import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/home";

export const uk: Dictionary<keyof typeof en> = {
  title: "Вітаємо, {name}",
  organizations: "Ваші організації",
};
