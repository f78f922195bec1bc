import type { en } from "../locales/en/people";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/people")).en,
  uk: async () => (await import("../locales/uk/people")).uk,
});
