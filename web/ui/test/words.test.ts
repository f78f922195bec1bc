import { describe, expect, test } from "vitest";
import { en } from "../src/locales/en";
import { chooseLocale, type Dictionary, type Entry, language } from "../src/words";

const locales = import.meta.glob<Record<string, Dictionary>>("../src/locales/*.ts", {
  eager: true,
});
const names = (entry: Entry) => {
  const forms = typeof entry === "string" ? [entry] : Object.values(entry);
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
};

describe.each(Object.entries(locales))("%s", (path, module) => {
  const locale = path.replace(/^.*\/|\.ts$/g, "");
  const dictionary = module[locale] as Dictionary;

  test("has every text of English, and no other", () => {
    expect(Object.keys(dictionary).sort()).toEqual(Object.keys(en).sort());
  });

  test("puts in the same values", () => {
    for (const [key, entry] of Object.entries<Entry>(en)) {
      expect(names(dictionary[key] ?? ""), key).toEqual(names(entry));
    }
  });

  test("has every plural form that its language needs", () => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, entry] of Object.entries(dictionary)) {
      if (typeof entry === "object")
        expect(Object.keys(entry), key).toEqual(expect.arrayContaining(needed));
    }
  });
});

describe("language", () => {
  test("puts values in and chooses the plural", () => {
    const said = language("uk", {
      new: { one: "{count} a", few: "{count} b", many: "{count} c", other: "d" },
    });
    expect([1, 3, 5].map((count) => said.say("new", { count }))).toEqual(["1 a", "3 b", "5 c"]);
  });

  test("a value that looks like a placeholder is left alone", () => {
    expect(language("en", { hi: "Hi {name}" }).say("hi", { name: "{name}" })).toBe("Hi {name}");
  });
});

describe("chooseLocale", () => {
  test.each([
    [["uk-UA"], { locale: "uk-UA", dictionary: "uk" }],
    [[null, "", "fr", "uk"], { locale: "uk", dictionary: "uk" }],
    [["en_GB"], { locale: "en-GB", dictionary: "en" }],
    [["en", "uk-UA", "en-GB"], { locale: "en-GB", dictionary: "en" }],
    [["en-US", "en-GB"], { locale: "en-US", dictionary: "en" }],
    [["", "???"], { locale: "en", dictionary: "en" }],
  ])("%j gives %j", (wishes, chosen) => {
    expect(chooseLocale(wishes, ["en", "uk"])).toEqual(chosen);
  });
});
