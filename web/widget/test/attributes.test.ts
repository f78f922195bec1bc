import { expect, test } from "vitest";
import { readWishes, withLooks } from "../src/attributes";

test("an element with nothing but a guid gets the defaults", () => {
  expect(readWishes({ guid: " abc " })).toEqual({
    guid: "abc",
    userJwt: "",
    locale: null,
    theme: "light dark",
    position: "end",
    offsetX: 20,
    offsetY: 20,
    launcherHidden: false,
    target: null,
    fallbackContact: null,
    fallbackAfter: 10,
  });
});

test("what the page writes is understood whatever its case and spacing", () => {
  const wishes = readWishes({
    userjwt: " a.b.c ",
    theme: "Dark",
    position: " START",
    "offset-x": "24px",
    "offset-y": "0",
    launcher: "hidden",
    target: " #chat ",
    locale: "uk",
  });
  expect(wishes).toMatchObject({
    userJwt: "a.b.c",
    theme: "dark",
    position: "start",
    offsetX: 24,
    offsetY: 0,
    launcherHidden: true,
    target: "#chat",
    locale: "uk",
  });
});

test.each(["-5", "wide", "", "NaN", "Infinity"])("the offset %j counts as none", (offset) => {
  expect(readWishes({ "offset-x": offset }).offsetX).toBe(20);
});

test("a widget cannot be pushed out of the page", () => {
  expect(readWishes({ "offset-x": "1e9" }).offsetX).toBe(2000);
});

test.each(["mailto:help@example.com", "tel:+380441234567", "https://example.com/help"])(
  "%s is a fallback contact",
  (address) => {
    expect(readWishes({ "fallback-contact": address }).fallbackContact).toBe(address);
  },
);

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "http://example.com",
  "help@example.com",
  "tel:",
])("%s is no fallback contact", (address) => {
  expect(readWishes({ "fallback-contact": address }).fallbackContact).toBeNull();
});

test("what the company chose counts where the element says nothing", () => {
  const said = { "main-color": "red", position: null, locale: "" };
  const looks = { "main-color": "#0a7d55", position: "start", locale: "uk", "offset-x": 40 };
  expect(withLooks({ ...said }, looks)).toEqual({
    "main-color": "red",
    position: "start",
    locale: "uk",
    "offset-x": "40",
  });
  expect(withLooks({ ...said })).toEqual(said);
});
