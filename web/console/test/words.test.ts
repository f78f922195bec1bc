import { afterEach, describe, expect, test } from "vitest";
import { locale, words } from "../src/words";

const TEXTS = {
  "../locales/ar/part.ts": async () => ({
    ar: {
      allowed: "أصبح {origin} مسموحًا به",
      found: { one: "شخص واحد", two: "شخصان", other: "{count} شخص" },
    },
  }),
  "../locales/en/part.ts": async () => ({
    en: { allowed: "{origin} is allowed now", found: { one: "one", other: "{count} people" } },
  }),
};

async function inLanguage(tag: string) {
  document.documentElement.lang = tag;
  const part = words<"allowed" | "found">(TEXTS);
  await part.load();
  return part;
}

afterEach(() => {
  document.documentElement.lang = "";
});

describe("a part's texts", () => {
  test("are those of the folder that the language names, else English", async () => {
    expect((await inLanguage("ar-EG")).say("found", { count: 2 })).toBe("شخصان");
    expect((await inLanguage("en-GB")).say("found", { count: 2 })).toBe("2 people");
    expect((await inLanguage("nl")).say("found", { count: 1 })).toBe("one");
  });

  test("keep what is written from the left apart in a sentence from the right", async () => {
    const origin = "https://a.example";
    expect((await inLanguage("ar")).say("allowed", { origin })).toBe(
      `أصبح \u2068${origin}\u2069 مسموحًا به`,
    );
    expect((await inLanguage("en")).say("allowed", { origin })).toBe(`${origin} is allowed now`);
  });
});

test("dates and numbers have the same digits as addresses and fields, in every Arabic country", () => {
  document.documentElement.lang = "ar-EG";
  expect(new Intl.NumberFormat(locale()).format(1234)).toBe("1,234");
  document.documentElement.lang = "de-AT";
  expect(locale()).toBe("de-AT");
});
