/** What the console hands to the page of the preview, and what comes back. */
import type { ChannelSettings } from "@chathub/protocol";

/** The settings as they are being edited, and the visitor's circumstances to try them in. */
export interface Draft {
  readonly kind: "draft";
  readonly settings: ChannelSettings;
  readonly channel: string;
  readonly organization: string;
  /** The visitor's device: settings may say otherwise. */
  readonly theme: "light" | "dark";
  /** The language of the page around the chat. */
  readonly locale: string;
  readonly presence: Presence;
  /** Whether the chat is open at first. */
  readonly opened: boolean;
  /** What the operator of the preview is called and says. */
  readonly operator: string;
  readonly answer: string;
}

/** As the server tells it. */
export interface Presence {
  /** Whether an operator is here. */
  readonly online: boolean;
  /** Whether it is within the opening hours, and where it is not, when it next is (UTC milliseconds). */
  readonly open: boolean;
  readonly opensAt: number | null;
}

/** Begins the conversation of the preview anew, or ends it as an operator does who resolves it. */
export interface Deed {
  readonly kind: "restart" | "resolve";
}

/** The page is there and listens. */
export interface Ready {
  readonly kind: "ready";
}

export type ToPreview = Draft | Deed;
