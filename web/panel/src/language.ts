/** Which language the panel speaks: the element's, the page's, the browser's; fetched when it is not English. */

import { chooseLocale, type Dictionary, language } from "@chathub/ui/words";
import { en, type PanelKey } from "./locales/en";
import type { PanelLanguage } from "./names";

const OTHERS: Record<string, () => Promise<Dictionary<PanelKey>>> = {
  uk: async () => (await import("./locales/uk")).uk,
};

export const ENGLISH: PanelLanguage = language("en", en);

/** The language for a `locale` attribute; English where its texts cannot be fetched. */
export async function loadLanguage(attribute: string | null): Promise<PanelLanguage> {
  const wishes = [attribute, document.documentElement.lang, ...navigator.languages];
  const { locale, dictionary } = chooseLocale(wishes, ["en", ...Object.keys(OTHERS)]);
  const load = OTHERS[dictionary];
  if (load === undefined) return language(locale, en);
  try {
    return language(locale, await load());
  } catch {
    return ENGLISH;
  }
}
