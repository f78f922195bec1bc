import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Personal data",
  none: "The console of this version does not show this yet.",
} as const satisfies Dictionary;
