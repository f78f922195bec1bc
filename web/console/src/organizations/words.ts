import type { en } from "../locales/en/organizations";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/organizations")).en,
  uk: async () => (await import("../locales/uk/organizations")).uk,
});
