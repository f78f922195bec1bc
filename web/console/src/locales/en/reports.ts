import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Reports",
  none: "The console of this version does not show this yet.",
} as const satisfies Dictionary;
