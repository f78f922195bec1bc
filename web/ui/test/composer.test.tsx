import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { Composer, type ComposerProps } from "../src/composer/Composer";
import { en } from "../src/locales/en";
import { LanguageProvider, language } from "../src/words";

const box = document.createElement("div");
afterEach(() => render(null, box));

function show(part: Partial<ComposerProps>) {
  const send = vi.fn();
  const change = vi.fn();
  act(() => {
    render(
      <LanguageProvider value={language("en", en)}>
        <Composer value="" change={change} send={send} placeholder="Write" longest={10} {...part} />
      </LanguageProvider>,
      box,
    );
  });
  const field = box.querySelector("textarea") as HTMLTextAreaElement;
  const press = (key: string, more: KeyboardEventInit = {}) =>
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
    );
  return { send, change, field, press, button: box.querySelector<HTMLButtonElement>(".send") };
}

test("Enter sends and leaves no new line behind", () => {
  const { send, press } = show({ value: "hello" });
  expect(press("Enter")).toBe(false);
  expect(send).toHaveBeenCalledOnce();
});

test("Shift and Enter make a new line", () => {
  const { send, press } = show({ value: "hello" });
  expect(press("Enter", { shiftKey: true })).toBe(true);
  expect(send).not.toHaveBeenCalled();
});

test("the Enter that ends a word of an input method sends nothing", () => {
  const { send, press } = show({ value: "こん" });
  press("Enter", { isComposing: true });
  expect(send).not.toHaveBeenCalled();
});

test("nothing, or only space, is not sent", () => {
  const { send, press, button } = show({ value: " \n " });
  press("Enter");
  expect(send).not.toHaveBeenCalled();
  expect(button?.disabled).toBe(true);
});

test("a text that is too long stays, and says by how much", () => {
  const { send, press } = show({ value: "x".repeat(12) });
  press("Enter");
  expect(send).not.toHaveBeenCalled();
  expect(box.textContent).toContain("2 characters too many");
});

test("length is counted as the server counts: an emoji is one", () => {
  const { send, press } = show({ value: "😀".repeat(10) });
  press("Enter");
  expect(send).toHaveBeenCalledOnce();
});

test("where nothing can be written, the reason stands in place of the field", () => {
  show({ closed: "You are blocked." });
  expect(box.textContent).toBe("You are blocked.");
});
