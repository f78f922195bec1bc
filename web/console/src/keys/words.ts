import type { en } from "../locales/en/keys";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/keys")).en,
  uk: async () => (await import("../locales/uk/keys")).uk,
});
