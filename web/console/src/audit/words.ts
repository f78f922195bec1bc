import type { en } from "../locales/en/audit";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/audit")).en,
  uk: async () => (await import("../locales/uk/audit")).uk,
});
