import { describe, expect, test } from "vitest";
import { ownerOf, readSettings } from "../src/settings";

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const token = (claims: unknown) => `${part({ alg: "HS256" })}.${part(claims)}.c2ln`;

describe("readSettings", () => {
  test("an element without attributes is docked at the end and follows the system", () => {
    expect(readSettings({})).toEqual({
      token: null,
      layout: "dock",
      target: null,
      position: "end",
      theme: "auto",
      locale: null,
      fallback: null,
      fallbackAfter: 10,
      titleBadge: false,
    });
  });

  test.each([
    ["mailto:a@example.com", "mailto:a@example.com"],
    [" tel:+380441234567 ", "tel:+380441234567"],
    ["https://example.com/help", "https://example.com/help"],
    ["http://example.com", null],
    ["javascript:alert(1)", null],
    ["", null],
  ])("the fallback contact %j is %j", (given, read) => {
    expect(readSettings({ "fallback-contact": given }).fallback).toBe(read);
  });

  test.each([
    ["3", 3],
    ["0", 0],
    ["-1", 10],
    ["soon", 10],
    ["", 10],
    [null, 10],
  ])("fallback-after %j is %j seconds", (given, read) => {
    expect(readSettings({ "fallback-after": given }).fallbackAfter).toBe(read);
  });
});

describe("ownerOf", () => {
  test("two tokens of one operator have the same owner, another operator's has another", () => {
    const one = ownerOf(token({ sub: "7", exp: 1 }));
    expect(one).toBe("7");
    expect(ownerOf(token({ sub: "7", exp: 2 }))).toBe(one);
    expect(ownerOf(token({ sub: "8", exp: 2 }))).not.toBe(one);
  });

  test.each([
    "undefined",
    "",
    "a.b.c",
    `${part([])}.${part(null)}.x`,
    '{"error":"Unauthorized"}',
    token({}),
  ])("%j has none", (given) => {
    expect(ownerOf(given)).toBeNull();
  });

  test("the development token stands for one operator", () => {
    expect(ownerOf("test-token-for-development")).not.toBeNull();
  });
});
