import type { en } from "../locales/en/settings";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/settings")).en,
  uk: async () => (await import("../locales/uk/settings")).uk,
});
