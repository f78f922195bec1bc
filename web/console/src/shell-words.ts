/** The texts around every screen, and those that several of them say. */
import type { en } from "./locales/en/shell";
import { words } from "./words";

export const shell = words<keyof typeof en>(import.meta.glob("./locales/*/shell.ts"));
