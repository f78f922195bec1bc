/** What the parts of the chat that come with a later click get to work with. */
import type { Language } from "@chathub/ui/language";
import type { Signal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import type { ChatKey } from "./locales/en";
import type { Session } from "./session";
import type { WidgetSettings } from "./settings";

export interface Room {
  readonly session: Session;
  readonly settings: WidgetSettings | null;
  readonly organization: string;
  readonly language: Language<ChatKey>;
  /** Adds a style sheet, once. */
  style(css: string): void;
  /** Nobody answers now. */
  readonly away: boolean;
  /** What is being written, and the field it is written in. */
  readonly draft: Signal<string>;
  readonly field: RefObject<HTMLTextAreaElement>;
  /** Sends what is written. */
  send(): void;
  /** Takes the part away again. */
  close(): void;
}

/** A part that comes later, and is shown above the field. */
export interface Later {
  show(room: Room): ComponentChildren | Promise<ComponentChildren>;
}
