/** The languages that the widget speaks. */
import { type Dictionaries, type Language, loadLanguage } from "@chathub/ui/language";
import type { ChatKey } from "./locales/en";

export type Speech = Language<ChatKey>;

const DICTIONARIES: Dictionaries<ChatKey> = {
  ar: async () => (await import("./locales/ar")).ar,
  de: async () => (await import("./locales/de")).de,
  en: async () => (await import("./locales/en")).en,
  es: async () => (await import("./locales/es")).es,
  fr: async () => (await import("./locales/fr")).fr,
  pl: async () => (await import("./locales/pl")).pl,
  uk: async () => (await import("./locales/uk")).uk,
};

export const loadSpeech = (attribute: string | null) => loadLanguage(attribute, DICTIONARIES);
