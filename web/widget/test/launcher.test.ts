import { language } from "@chathub/ui/language";
import { expect, test, vi } from "vitest";
import { createLauncher, type LauncherState } from "../src/launcher";
import { en } from "../src/locales/en";

const state: LauncherState = {
  speech: language("en", en),
  open: false,
  busy: false,
  unread: 0,
  failed: false,
  fallbackContact: null,
};

function shown(part: Partial<LauncherState> = {}) {
  const onClick = vi.fn();
  const launcher = createLauncher(onClick);
  launcher.show({ ...state, ...part });
  const find = (selector: string) => launcher.element.querySelector<HTMLElement>(selector);
  const button = find("button");
  return { launcher, onClick, find, button, count: () => button?.dataset.count };
}

test("the button says what it does, whatever the count", () => {
  expect(shown({ unread: 3 }).button?.getAttribute("aria-label")).toBe("Open chat");
  expect(shown({ open: true }).button?.getAttribute("aria-label")).toBe("Close chat");
});

test("unread messages are counted in sight and told beside the name", () => {
  const { find, count } = shown({ unread: 3 });
  expect(count()).toBe("3");
  expect(find("[role=status]")?.textContent).toBe("3 unread messages");
});

test("nothing is counted when there is nothing, when the chat is open, or beyond 99", () => {
  expect(shown().count()).toBe("");
  expect(shown({ unread: 3, open: true }).count()).toBe("");
  expect(shown({ unread: 100 }).count()).toBe("99+");
});

test("a chat that did not come is told, with the other way to the company", () => {
  const { launcher, find } = shown({ failed: true, fallbackContact: "tel:+380441234567" });
  expect(find("[role=alert]")?.textContent).toContain("could not be loaded");
  expect(find("a")?.getAttribute("href")).toBe("tel:+380441234567");
  launcher.show(state);
  expect(find("[role=alert]")?.textContent).toBe("");
});

test("a click is passed on", () => {
  const { button, onClick } = shown();
  button?.click();
  expect(onClick).toHaveBeenCalledOnce();
});
