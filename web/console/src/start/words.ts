import type { en } from "../locales/en/start";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/start")).en,
  uk: async () => (await import("../locales/uk/start")).uk,
});
