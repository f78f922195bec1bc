import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "Hello, {name}",
  organizations: "Your organizations",
} as const satisfies Dictionary;
