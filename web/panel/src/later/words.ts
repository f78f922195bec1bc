/** The texts of the sheets: fetched with them, so that the panel itself stays small. */

import { type Dictionaries, type Language, loadLanguage } from "@chathub/ui/words";
import type { LaterKey } from "./locales/en";

export type LaterLanguage = Language<LaterKey>;

const DICTIONARIES: Dictionaries<LaterKey> = {
  ar: async () => (await import("./locales/ar")).ar,
  de: async () => (await import("./locales/de")).de,
  en: async () => (await import("./locales/en")).en,
  es: async () => (await import("./locales/es")).es,
  fr: async () => (await import("./locales/fr")).fr,
  pl: async () => (await import("./locales/pl")).pl,
  uk: async () => (await import("./locales/uk")).uk,
};

export const loadWords = (attribute: string | null): Promise<LaterLanguage | null> =>
  loadLanguage(attribute, DICTIONARIES);
