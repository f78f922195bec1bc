import type { en } from "../locales/en/reports";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/reports")).en,
  uk: async () => (await import("../locales/uk/reports")).uk,
});
