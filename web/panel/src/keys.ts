/** Keyboard shortcuts: by the key's place, so that they are the same on every layout, and only within the panel. */

export type Deed =
  | "next"
  | "previous"
  | "reply"
  | "note"
  | "take"
  | "resolve"
  | "search"
  | "attach"
  | "details"
  | "unread"
  | "help";

export const KEYS: Readonly<Record<string, Deed>> = {
  KeyJ: "next",
  KeyK: "previous",
  KeyL: "reply",
  KeyP: "note",
  KeyT: "take",
  KeyE: "resolve",
  KeyS: "search",
  KeyA: "attach",
  KeyD: "details",
  KeyU: "unread",
  Slash: "help",
};

// On a Mac the option key writes letters of its own: there it takes the control key besides.
const APPLE = /^(?:Mac|iP)/.test(navigator.platform);

/** What is held down with the key, as it is written on the keyboard. */
export const MODIFIER: readonly string[] = APPLE ? ["⌃", "⌥"] : ["Alt"];

type Pressed = Pick<
  KeyboardEvent,
  | "altKey"
  | "code"
  | "ctrlKey"
  | "getModifierState"
  | "isComposing"
  | "key"
  | "metaKey"
  | "shiftKey"
>;

/** What a key asks for; null where it is for the page, the browser, or the field that is written in. */
export function deedOf(event: Pressed, writing: boolean, apple = APPLE): Deed | null {
  if (event.isComposing || event.metaKey) return null;
  // The question mark lies elsewhere on every layout, and in a text it is one.
  if (event.key === "?" || event.key === "؟") return writing ? null : "help";
  // The right Alt key writes letters too, and many layouts need it.
  if (!event.altKey || event.shiftKey || event.getModifierState("AltGraph")) return null;
  if (event.ctrlKey !== apple) return null;
  return KEYS[event.code] ?? null;
}
