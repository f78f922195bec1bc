import { describe, expect, test } from "vitest";
import { chooseLocale, language, loadLanguage } from "../src/words";

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

describe("loadLanguage", () => {
  const speaking = (word: string) => async () => ({ word });
  const broken = () => Promise.reject(new TypeError("cannot fetch"));
  const dictionaries = { en: speaking("yes"), fr: speaking("oui"), uk: broken };

  test("asks the attribute first, then the page, then the browser", async () => {
    document.documentElement.lang = "fr-CA";
    expect((await loadLanguage("en", dictionaries))?.say("word")).toBe("yes");
    expect((await loadLanguage(null, dictionaries))?.locale).toBe("fr-CA");
    document.documentElement.lang = "";
    expect((await loadLanguage(null, dictionaries))?.locale).toBe(navigator.languages[0]);
  });

  test("is English where the texts do not come, and nothing where none do", async () => {
    const spoken = await loadLanguage("uk-UA", dictionaries);
    expect([spoken?.locale, spoken?.say("word")]).toEqual(["en", "yes"]);
    expect(await loadLanguage("uk", { uk: broken, en: broken })).toBeNull();
  });
});
