/** The product's texts: chosen by language, with values put in and plurals chosen by Intl. */

import type { en } from "./locales/en";

/** A text, or its forms by plural category: the value `count` chooses. `{name}` stands for a value. */
export type Entry = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string });
export type Dictionary<Key extends string = string> = Readonly<Record<Key, Entry>>;
export type Values = Readonly<Record<string, string | number>>;
export type UiKey = keyof typeof en;

/** A language in use: its tag for Intl, its direction, and how it says each thing. */
export interface Language<Key extends string = UiKey> {
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  say(key: Key, values?: Values): string;
}

/** Of the languages that there are texts in. */
export const RIGHT_TO_LEFT = /^ar\b/i;

/** Makes a language of a dictionary. */
export function language<Key extends string>(
  locale: string,
  dictionary: Dictionary<Key>,
): Language<Key> {
  let plurals: Intl.PluralRules | undefined;
  /** Made with the first text that has forms: a closed widget seldom says one. */
  const form = (count: number) => {
    plurals ??= new Intl.PluralRules(locale);
    return plurals.select(count);
  };
  return {
    locale,
    dir: RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr",
    say(key, values) {
      const entry: Entry = dictionary[key];
      const text =
        typeof entry === "string"
          ? entry
          : (entry[form(Number(values?.["count"] ?? 0))] ?? entry.other);
      return values === undefined
        ? text
        : text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
    },
  };
}

/** How to fetch the texts of each language: each is a chunk of its own, and a page loads one of them. */
export type Dictionaries<Key extends string> = Readonly<
  Record<string, () => Promise<Dictionary<Key>>>
>;

/** The language of an element's attribute, else the page's, else the browser's. Null if it does not come. */
export async function loadLanguage<Key extends string>(
  attribute: string | null,
  dictionaries: Dictionaries<Key>,
): Promise<Language<Key> | null> {
  const wishes = [attribute, document.documentElement.lang, ...navigator.languages];
  const { locale, dictionary } = chooseLocale(wishes, Object.keys(dictionaries));
  for (const name of new Set([dictionary, "en"])) {
    try {
      const texts = await dictionaries[name]?.();
      if (texts) return language(name === dictionary ? locale : name, texts);
    } catch {
      // The network broke. A chat in the wrong language is better than none.
    }
  }
  return null;
}

/** The wished language that is there: each wish in its turn, by its first part; `en` where none is. */
export function chooseLocale(
  wishes: readonly (string | null | undefined)[],
  available: readonly string[],
): { locale: string; dictionary: string } {
  for (const wish of wishes) {
    const dictionary = part(wish);
    if (!wish || dictionary === undefined || !available.includes(dictionary)) continue;
    // "en" alone says nothing of how dates are written; "en-GB" further on does.
    const bare = wish.trim().toLowerCase() === dictionary;
    const regional =
      bare && wishes.find((other) => other?.includes("-") && part(other) === dictionary);
    const tag = (regional || wish).trim().replace("_", "-");
    return { locale: wellFormed(tag) ?? dictionary, dictionary };
  }
  return { locale: "en", dictionary: "en" };
}

/** The language in a tag such as "uk-UA". */
function part(tag: string | null | undefined): string | undefined {
  return tag?.trim().toLowerCase().split(/[-_]/)[0];
}

/** Only well formed: to ask the browser whether it knows a region takes a slow phone more than 50 ms. */
function wellFormed(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    // Not a language tag at all, such as "uk_UA.UTF-8": the plain language does.
    return undefined;
  }
}
