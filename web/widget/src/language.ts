/** Which language the widget speaks, and fetching its texts. */
import { chooseLocale, type Dictionary, type Language, language } from "@chathub/ui/language";
import type { ChatKey } from "./locales/en";

export type Speech = Language<ChatKey>;

/** Each language is a chunk of its own: a page loads one of them. */
const DICTIONARIES: Readonly<Record<string, () => Promise<Dictionary<ChatKey>>>> = {
  en: async () => (await import("./locales/en")).en,
  uk: async () => (await import("./locales/uk")).uk,
};

/** The language of the element's attribute, else the page's, else the browser's. Null if it does not come. */
export async function loadSpeech(attribute: string | null): Promise<Speech | null> {
  const wishes = [attribute, document.documentElement.lang, ...navigator.languages];
  const { locale, dictionary } = chooseLocale(wishes, Object.keys(DICTIONARIES));
  const fetched = (await texts(dictionary)) ?? (await texts("en"));
  return fetched && language(locale, fetched);
}

async function texts(name: string): Promise<Dictionary<ChatKey> | null> {
  try {
    return (await DICTIONARIES[name]?.()) ?? null;
  } catch {
    // The network broke. A chat in the wrong language is better than none, so the caller tries another.
    return null;
  }
}
