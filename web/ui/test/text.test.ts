import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkParts } from "../src/text";

const ALLOWED = /^(?:https?|mailto|tel):/;
const hrefs = (text: string) => linkParts(text).flatMap((part) => part.href ?? []);
const piece = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "https://",
    "http://",
    "javascript:",
    "data:",
    "www.",
    "mailto:",
    "tel:",
    "@",
    "a.b",
    "(",
    ")",
    "[",
    "]",
  ),
  fc.constantFrom(
    "user:pw@",
    "%",
    "\u202e",
    "\u0000",
    "\ud800",
    "<img onerror=x>",
    '"',
    "'",
    "..",
    "+380 44 123-45-67",
  ),
);
const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

describe("linkParts", () => {
  test("the parts joined are the text again, whatever it is", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(
          linkParts(text)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  test("a link never has another scheme than the four, and nobody's password", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const href of hrefs(text)) {
          expect(href).toMatch(ALLOWED);
          expect(new URL(href).username + new URL(href).password).toBe("");
        }
      }),
    );
  });

  test("a hundred thousand characters made to confuse it take less than a second", () => {
    for (const unit of ["a@", "a.", "+1", "http://", "(", "www.", "a@b.", "+1(", "a-"]) {
      const started = performance.now();
      linkParts(unit.repeat(50_000));
      expect(performance.now() - started, unit).toBeLessThan(1000);
    }
  });

  test.each([
    ["see https://example.com/a?b=c#d.", "https://example.com/a?b=c#d"],
    ["(https://example.com/a_(b))", "https://example.com/a_(b)"],
    ["www.example.com, please", "https://www.example.com/"],
    ["write to olena@example.com!", "mailto:olena@example.com"],
    ["call +380 44 123-45-67 now", "tel:+380441234567"],
    ["tel:+380441234567", "tel:+380441234567"],
    ["https://приклад.укр/шлях", "https://xn--80aikifvh.xn--j1amh/%D1%88%D0%BB%D1%8F%D1%85"],
  ])("%s has the link %s", (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://bank.example@evil.example/",
    "https://user:pw@example.com",
    "https://exam\u202eple.com/",
    "https://",
    "xhttps://example.com",
    "order 12345678901234",
    "//example.com",
  ])("%s has no link", (text) => {
    expect(hrefs(text)).toEqual([]);
  });
});
