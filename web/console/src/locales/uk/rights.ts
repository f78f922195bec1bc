import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/rights";

export const uk: Dictionary<keyof typeof en> = {
  title: "Персональні дані",
  none: "Консоль цієї версії цього ще не показує.",
};
