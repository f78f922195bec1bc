import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keptChoices } from "../src/choices";

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

test("choices are kept for the operator who made them, and for nobody else", () => {
  keptChoices("https://a.example", "5").change({ soundMessage: false, away: true });
  expect(keptChoices("https://a.example", "5").value.value.soundMessage).toBe(false);
  expect(keptChoices("https://a.example", "6").value.value.soundMessage).toBe(true);
  expect(keptChoices("https://b.example", "5").value.value.away).toBe(false);
});

test("what others have written there is no choice", () => {
  localStorage.setItem("chathub.panel.choices o 5", '{"soundWaiting":"no","extra":true}');
  expect(keptChoices("o", "5").value.value).not.toHaveProperty("extra");
  expect(keptChoices("o", "5").value.value.soundWaiting).toBe(true);
  localStorage.setItem("chathub.panel.choices o 5", "null");
  expect(keptChoices("o", "5").value.value.soundWaiting).toBe(true);
});

test("without storage they hold as long as the page", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("refused", "SecurityError");
  });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("refused", "SecurityError");
  });
  const choices = keptChoices("o", "5");
  choices.change({ shortcuts: false });
  expect(choices.value.value.shortcuts).toBe(false);
});

test("another tab's choice is followed until the end", () => {
  const choices = keptChoices("o", "5");
  const key = "chathub.panel.choices o 5";
  const elsewhere = (away: boolean) => {
    localStorage.setItem(key, JSON.stringify({ away }));
    dispatchEvent(new StorageEvent("storage", { key }));
  };
  elsewhere(true);
  expect(choices.value.value.away).toBe(true);
  choices.stop();
  elsewhere(false);
  expect(choices.value.value.away).toBe(true);
});
