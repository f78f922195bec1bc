import { describe, expect, test } from "vitest";
import { deedOf, KEYS } from "../src/keys";

const press = (code: string, given: Partial<KeyboardEvent> & { graph?: boolean } = {}) => ({
  altKey: true,
  code,
  ctrlKey: false,
  getModifierState: (name: string) => name === "AltGraph" && given.graph === true,
  isComposing: false,
  key: "",
  metaKey: false,
  shiftKey: false,
  ...given,
});

describe("a shortcut", () => {
  test("goes by the key's place, whatever the layout writes there", () => {
    expect(deedOf(press("KeyJ", { key: "о" }), false)).toBe("next");
    expect(deedOf(press("KeyJ", { key: "ت" }), true)).toBe("next");
  });

  test("leaves letters that need the right Alt key to whoever writes them", () => {
    expect(deedOf(press("KeyL", { key: "ł", graph: true }), true)).toBeNull();
    expect(deedOf(press("KeyE", { key: "€", ctrlKey: true }), true)).toBeNull();
  });

  test("takes the control key besides where Alt alone writes letters", () => {
    expect(deedOf(press("KeyL", { key: "ł" }), true, true)).toBeNull();
    expect(deedOf(press("KeyL", { ctrlKey: true }), true, true)).toBe("reply");
  });

  test("is no plain key, and none while a word is being composed", () => {
    expect(deedOf(press("KeyJ", { altKey: false }), false)).toBeNull();
    expect(deedOf(press("KeyJ", { isComposing: true }), false)).toBeNull();
    expect(deedOf(press("KeyJ", { metaKey: true }), false)).toBeNull();
  });
});

test("the question mark asks for help wherever it lies, but not within a text", () => {
  expect(deedOf(press("Digit7", { altKey: false, shiftKey: true, key: "?" }), false)).toBe("help");
  expect(deedOf(press("Slash", { altKey: false, shiftKey: true, key: "؟" }), false)).toBe("help");
  expect(deedOf(press("Slash", { altKey: false, shiftKey: true, key: "?" }), true)).toBeNull();
});

test("no two keys do the same", () => {
  expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length);
});
