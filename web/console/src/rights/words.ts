import type { en } from "../locales/en/rights";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/rights")).en,
  uk: async () => (await import("../locales/uk/rights")).uk,
});
