/** The element's attributes as the panel understands them; what makes no sense counts as not given. */

import type { Attributes } from "@chathub/loader";
import { couldBeToken, readToken } from "@chathub/protocol";
import { type Theme, themeOf } from "@chathub/ui";
import type { Layout } from "./berth";

export interface Settings {
  readonly token: string | null;
  readonly layout: Layout;
  readonly target: string | null;
  readonly position: "start" | "end";
  readonly theme: Theme;
  readonly locale: string | null;
  /** An address to write to when there is no chat. */
  readonly fallback: string | null;
  /** Seconds without a connection until it is shown. */
  readonly fallbackAfter: number;
  readonly titleBadge: boolean;
}

export function readSettings(attributes: Attributes): Settings {
  const { layout, position } = attributes;
  return {
    token: readToken(attributes["token"] ?? "") || null,
    layout: layout === "side" || layout === "inline" ? layout : "dock",
    target: attributes["target"] ?? null,
    position: position === "start" ? "start" : "end",
    theme: themeOf(attributes["theme"]),
    locale: attributes["locale"] ?? null,
    fallback: contactOf(attributes["fallback-contact"]),
    fallbackAfter: secondsOf(attributes["fallback-after"]),
    titleBadge: isOn(attributes["title-badge"]),
  };
}

/** Whom a token says it is for, so that one operator never sees another's drafts. Null where it does not tell. */
export function ownerOf(token: string): string | null {
  if (!couldBeToken(token)) return null;
  const payload = token.split(".")[1];
  // The one token without a holder is the demonstration's; it is never kept as a name for something else.
  if (payload === undefined) return "demo";
  try {
    const claims = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/"))) as {
      sub?: unknown;
    };
    return typeof claims.sub === "string" || typeof claims.sub === "number"
      ? String(claims.sub)
      : null;
  } catch {
    // Not what our server signs; it will say so itself.
    return null;
  }
}

function contactOf(address: string | null | undefined): string | null {
  const trimmed = address?.trim() ?? "";
  return /^(?:mailto:|tel:|https:)/i.test(trimmed) ? trimmed : null;
}

function secondsOf(attribute: string | null | undefined): number {
  const seconds = attribute?.trim() ? Number(attribute) : Number.NaN;
  return seconds >= 0 && seconds < 86_400 ? seconds : 10;
}

function isOn(attribute: string | null | undefined): boolean {
  return (
    attribute !== null && attribute !== undefined && attribute !== "false" && attribute !== "0"
  );
}

/** The element of the page that a selector names, if there is one. */
export function elementAt(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    // Not a selector: as if there were no such element.
    return null;
  }
}
