import type { Dictionary } from "@chathub/ui/language";
import { describe, expect, test } from "vitest";
import { describeLanguages, LANGUAGES as SPOKEN } from "../../ui/test/dictionaries";
import { LANGUAGES } from "../src/words";

type Module = Readonly<Record<string, Dictionary>>;

const modules = import.meta.glob<Module>("../src/locales/*/*.ts", { eager: true });
const parts = new Map<string, Map<string, Dictionary>>();
for (const [path, module] of Object.entries(modules)) {
  const [, locale = "", part = ""] = /\/locales\/(\w+)\/([\w-]+)\.ts$/.exec(path) ?? [];
  const dictionary = module[locale];
  if (dictionary) parts.set(part, (parts.get(part) ?? new Map()).set(locale, dictionary));
}

/** Texts that are the same in English, by part and language, because that is how they are written there. */
const SAME: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  audit: { pl: ["subject.operator"] },
  channels: { de: ["form.name"], fr: ["secret"] },
  operators: {
    ...Object.fromEntries(
      Object.keys(LANGUAGES).map((language) => [language, ["csv.encoding.utf-16le"]]),
    ),
    de: ["csv.encoding.utf-16le", "csv.name", "name"],
  },
  organizations: { de: ["name"] },
  people: { de: ["name"] },
  reports: {
    de: ["now.online", "operator"],
    fr: ["messages"],
    pl: ["now.online", "operator"],
  },
  rights: { de: ["export", "person"], fr: ["kept.messages"] },
  settings: { de: ["name"] },
  shell: { fr: ["nav.label", "nav.menu"], pl: ["login", "nav.menu"] },
  start: { de: ["website.channel"] },
};

test("the console speaks the languages of widget and panel", () => {
  expect(Object.keys(LANGUAGES).sort()).toEqual(SPOKEN);
});

test("every part of the console has its texts", () => {
  expect([...parts.keys()]).toContain("shell");
});

describe.each([...parts])("%s", (part, dictionaries) => {
  describeLanguages(dictionaries, Object.keys(LANGUAGES).sort(), SAME[part] ?? {});
});
