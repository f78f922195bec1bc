import type { en } from "../locales/en/account";
import { words as of } from "../words";

export const words = of<keyof typeof en>({
  en: async () => (await import("../locales/en/account")).en,
  uk: async () => (await import("../locales/uk/account")).uk,
});
