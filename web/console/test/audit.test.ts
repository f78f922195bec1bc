import { language } from "@chathub/ui/language";
import { describe, expect, test } from "vitest";
import type { AuditEntry } from "../src/api/types";
import { KINDS, sentenceOf } from "../src/audit/sentence";
import { en } from "../src/locales/en/audit";

const english = {
  say: language("en", en).say,
  has: (key: string): key is keyof typeof en => Object.hasOwn(en, key),
};
const entry = (deed: string, subject: string, detail = {}, who = "Sofia"): AuditEntry => ({
  id: 1,
  at: 0,
  who,
  deed,
  subject,
  detail,
});

describe("a deed as a sentence", () => {
  test.each<[AuditEntry, string]>([
    [
      entry("operator.created", "operator 5", { name: "Iryna", organization: 1 }),
      "Sofia added the operator Iryna",
    ],
    [
      entry("operator.renamed", "operator 5", { before: "Ira", after: "Iryna" }),
      "Sofia renamed the operator Ira to Iryna",
    ],
    [entry("operator.deleted", "operator 5", { name: "Iryna" }), "Sofia deleted Iryna"],
    [entry("operator.deleted", "operator 5"), "Sofia deleted operator 5"],
    [
      entry("person.role_changed", "person 3", { name: "Taras", before: "viewer", after: "admin" }),
      "Sofia made Taras an admin",
    ],
    [
      entry("company.password_changed", "company 1", {}, "command line"),
      "The command line changed the company’s password",
    ],
    [
      entry("organization.origins_changed", "organization 1", {
        name: "Shop",
        added: ["https://a.example", "https://b.example"],
        removed: [],
      }),
      "Sofia allowed https://a.example, https://b.example for Shop",
    ],
    [
      entry("organization.origins_changed", "organization 1", {
        added: [],
        removed: ["https://a.example"],
      }),
      "Sofia removed https://a.example from organization 1",
    ],
    [
      entry("channel.deleted", "channel 5b0f4f1e-95f4-4d21-9d1c-0b6c8f2f8b11", { channel: "Shop" }),
      "Sofia deleted the channel Shop",
    ],
    [
      entry("channel.settings_changed", "channel 5b0f4f1e-95f4-4d21-9d1c-0b6c8f2f8b11"),
      "Sofia changed the settings of the channel channel 5b0f4f1e",
    ],
    [entry("teapot.filled", "teapot 3"), "Sofia: teapot.filled, teapot 3"],
  ])("%#", (one, sentence) => {
    expect(sentenceOf(one, english)).toBe(sentence);
  });

  test("leaves no value out, whatever the server knows of it", () => {
    for (const key of Object.keys(en).filter((name) => name.startsWith("deed."))) {
      const deed = key.replace(/^deed\./, "").replace(/\.(added|removed|admin|viewer)$/, "");
      expect(sentenceOf(entry(deed, "operator 5"), english), key).not.toMatch(/[{}]/);
    }
  });
});

test("every deed that can be told is found by its kind", () => {
  const begins = Object.values(KINDS).flatMap((kind) => kind.split(","));
  for (const key of Object.keys(en).filter((name) => /^deed\.(?!unknown)/.test(name))) {
    expect(
      begins.filter((begin) => key.startsWith(`deed.${begin}`)),
      key,
    ).toHaveLength(1);
  }
});
