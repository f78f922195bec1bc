/** Which language the widget speaks, and fetching its texts. */
import { chooseLocale, type Dictionary, type Language, language } from "@chathub/ui/language";
import { type ChatKey, en } from "./locales/en";

export type Speech = Language<ChatKey>;

/** Each language but English is a chunk of its own. */
const DICTIONARIES: Readonly<Record<string, () => Promise<Dictionary<ChatKey>>>> = {
  en: async () => en,
  uk: async () => (await import("./locales/uk")).uk,
};

/** The language of the element's attribute, else the page's, else the browser's. Never throws. */
export async function loadSpeech(attribute: string | null): Promise<Speech> {
  const wishes = [attribute, document.documentElement.lang, ...navigator.languages];
  const { locale, dictionary } = chooseLocale(wishes, Object.keys(DICTIONARIES));
  try {
    return language(locale, (await DICTIONARIES[dictionary]?.()) ?? en);
  } catch {
    // A chat in the wrong language is better than none.
    return english();
  }
}

export function english(): Speech {
  return language("en", en);
}
