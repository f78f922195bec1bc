import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/channels";

export const uk: Dictionary<keyof typeof en> = {
  title: "Канали",
  none: "Консоль цієї версії цього ще не показує.",
};
