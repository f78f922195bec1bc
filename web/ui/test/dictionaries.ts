/** What every language of a package must be, checked against its English. */
import { describe, expect, test } from "vitest";
import type { Dictionary, Entry } from "../src/language";

export const LANGUAGES = ["ar", "de", "en", "es", "fr", "pl", "uk"];

/** Texts that are the same in English, by language, because that is how they are written there. */
type Same = Readonly<Record<string, readonly string[]>>;
type Modules = Record<string, Record<string, Dictionary>>;

const formsOf = (entry: Entry) => (typeof entry === "string" ? [entry] : Object.values(entry));
const valuesOf = (entry: Entry) =>
  [...new Set(formsOf(entry).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
/** Nothing but values and what stands between them: the same in many languages. */
const isWordless = (text: string) => !/\p{L}/u.test(text.replace(/\{\w+\}/g, ""));

/** Registers the tests for the dictionaries that `import.meta.glob` found in a `locales` folder. */
export function describeDictionaries(modules: Modules, same: Same): void {
  const dictionaries = new Map(
    Object.entries(modules).map(([path, module]) => {
      const locale = path.replace(/^.*\/|\.ts$/g, "");
      return [locale, module[locale] as Dictionary];
    }),
  );
  describeLanguages(dictionaries, LANGUAGES, same);
}

/** Registers the tests for dictionaries by language, which have to be these. */
export function describeLanguages(
  dictionaries: ReadonlyMap<string, Dictionary>,
  languages: readonly string[],
  same: Same,
): void {
  const english = dictionaries.get("en") ?? {};

  test("speaks the product's languages", () => {
    expect([...dictionaries.keys()].sort()).toEqual(languages);
  });

  describe.each([...dictionaries])("%s", (locale, dictionary) => {
    test("has every text of English, and no other", () => {
      expect(Object.keys(dictionary).sort()).toEqual(Object.keys(english).sort());
    });

    test("puts in the same values", () => {
      for (const [key, entry] of Object.entries<Entry>(english)) {
        expect(valuesOf(dictionary[key] ?? ""), key).toEqual(valuesOf(entry));
      }
    });

    test("has exactly the plural forms of its language, where English has any", () => {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
      for (const [key, entry] of Object.entries<Entry>(english)) {
        const found = dictionary[key] ?? "";
        const wanted = typeof entry === "string" ? [] : forms;
        expect(typeof found === "string" ? [] : Object.keys(found).sort(), key).toEqual(wanted);
      }
    });

    test("leaves nothing in English that is not listed, and lists nothing else", () => {
      if (locale === "en") return;
      const untranslated = Object.entries<Entry>(dictionary)
        .filter(([key, entry]) =>
          formsOf(entry).some((f) => formsOf(english[key] ?? "").includes(f)),
        )
        .filter(([, entry]) => !formsOf(entry).every(isWordless));
      const kept = same[locale] ?? [];
      expect(untranslated.map(([key]) => key).sort()).toEqual([...kept].sort());
    });

    test("leaves no text empty, untrimmed or with two spaces", () => {
      for (const [key, entry] of Object.entries<Entry>(dictionary)) {
        for (const form of formsOf(entry)) expect(form, key).toMatch(/^\S+(?:[ \u00a0]\S+)*$/u);
      }
    });
  });
}
