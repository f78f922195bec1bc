import type { en } from "../locales/en/operators";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/operators")).en,
  uk: async () => (await import("../locales/uk/operators")).uk,
});
