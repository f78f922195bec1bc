import type { en } from "../locales/en/channels";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/channels")).en,
  uk: async () => (await import("../locales/uk/channels")).uk,
});
