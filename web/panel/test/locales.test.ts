import type { Dictionary, TextEntry } from "@chathub/ui";
import { describe, expect, test } from "vitest";
import { en } from "../src/locales/en";

const locales = import.meta.glob<Record<string, Dictionary>>("../src/locales/*.ts", {
  eager: true,
});
const names = (entry: TextEntry) => {
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
    for (const [key, entry] of Object.entries<TextEntry>(en)) {
      expect(names(dictionary[key] ?? ""), key).toEqual(names(entry));
    }
  });

  test("has every plural form that its language needs", () => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, entry] of Object.entries(dictionary)) {
      if (typeof entry === "object") {
        expect(Object.keys(entry), key).toEqual(expect.arrayContaining(needed));
      }
    }
  });
});
