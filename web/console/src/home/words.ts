import type { en } from "../locales/en/home";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/home")).en,
  uk: async () => (await import("../locales/uk/home")).uk,
});
