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
  /** Nobody answers now, and nobody will before this (UTC milliseconds; null: nobody knows). */
  readonly away: { readonly until: number | null } | null;
  /** What the operator of the preview is called and says. */
  readonly operator: string;
  readonly answer: string;
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
