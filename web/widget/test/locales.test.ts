import type { Entry } from "@chathub/ui/language";
import { expect, test } from "vitest";
import { en } from "../src/locales/en";
import { uk } from "../src/locales/uk";

const values = (entry: Entry) =>
  [...new Set((typeof entry === "string" ? entry : entry.other).match(/\{\w+\}/g))].sort();

test.each([["uk", uk]])("%s has every text, with the same values in it", (locale, dictionary) => {
  expect(Object.keys(dictionary).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect([key, values(dictionary[key])]).toEqual([key, values(en[key])]);
    const entry: Entry = dictionary[key];
    const forms = typeof entry === "string" ? [] : Object.keys(entry);
    const wanted =
      typeof entry === "string"
        ? []
        : new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    expect([key, forms.sort()]).toEqual([key, [...wanted].sort()]);
  }
});
