/** The languages that the panel speaks. */
import { type Dictionaries, loadLanguage } from "@chathub/ui/words";
import type { PanelKey } from "./locales/en";
import type { PanelLanguage } from "./names";

const DICTIONARIES: Dictionaries<PanelKey> = {
  ar: async () => (await import("./locales/ar")).ar,
  de: async () => (await import("./locales/de")).de,
  en: async () => (await import("./locales/en")).en,
  es: async () => (await import("./locales/es")).es,
  fr: async () => (await import("./locales/fr")).fr,
  pl: async () => (await import("./locales/pl")).pl,
  uk: async () => (await import("./locales/uk")).uk,
};

export const loadSpeech = (attribute: string | null) => loadLanguage(attribute, DICTIONARIES);

/** Stands in until the texts are there; nothing is drawn before. */
export const SILENCE: PanelLanguage = { locale: "en", dir: "ltr", say: () => "" };
