/** What our own pages share: their language, chosen before anything is drawn. */
import { chooseLocale, type Dictionaries, type Language, loadLanguage } from "@chathub/ui/language";
import type { PageKey } from "./locales/en";

const DICTIONARIES: Dictionaries<PageKey> = {
  ar: async () => (await import("./locales/ar")).ar,
  de: async () => (await import("./locales/de")).de,
  en: async () => (await import("./locales/en")).en,
  es: async () => (await import("./locales/es")).es,
  fr: async () => (await import("./locales/fr")).fr,
  pl: async () => (await import("./locales/pl")).pl,
  uk: async () => (await import("./locales/uk")).uk,
};

/** Tells the embed that is loaded next, which takes the page's language, what the browser's is. */
export function takeBrowsersLanguage(): void {
  const { locale } = chooseLocale(navigator.languages, Object.keys(DICTIONARIES));
  document.documentElement.lang = locale;
}

/** The texts of this page. Null where they do not come: the page's own English stays. */
export async function pageTexts(): Promise<Language<PageKey> | null> {
  const speech = await loadLanguage(document.documentElement.lang, DICTIONARIES);
  if (speech) {
    document.documentElement.lang = speech.locale;
    document.documentElement.dir = speech.dir;
  }
  return speech;
}
