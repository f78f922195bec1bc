import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/reports";

export const uk: Dictionary<keyof typeof en> = {
  title: "Звіти",
  none: "Консоль цієї версії цього ще не показує.",
};
