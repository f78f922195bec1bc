import type { en } from "../locales/en/hours";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/hours")).en,
  uk: async () => (await import("../locales/uk/hours")).uk,
});
