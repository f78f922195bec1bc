/** The script element's attributes as the widget understands them; what makes no sense counts as absent. */
import type { Attributes } from "@chathub/loader";

/** The page's wishes, read once for each change of the element. */
export interface Wishes {
  readonly guid: string;
  /** Empty for an anonymous customer. */
  readonly userJwt: string;
  readonly locale: string | null;
  /** As CSS says it: both leave it to the system. */
  readonly theme: "light" | "dark" | "light dark";
  readonly position: "start" | "end";
  /** Pixels from the side and from below. */
  readonly offsetX: number;
  readonly offsetY: number;
  readonly launcherHidden: boolean;
  /** A selector: the chat is drawn inside that element, without a launcher. */
  readonly target: string | null;
  readonly fallbackContact: string | null;
  readonly fallbackAfter: number;
}

const DEFAULT_OFFSET = 20;
const MOST_OFFSET = 2000;
const FALLBACK_AFTER_S = 10;

/** Fills in, where the element says nothing, what its company chose for the channel. */
export function withLooks(
  given: Record<string, string | null>,
  looks?: Readonly<Record<string, string | number>>,
): Attributes {
  for (const name in looks) given[name] ||= `${looks[name]}`;
  return given;
}

export function readWishes(given: Attributes): Wishes {
  const theme = word(given["theme"]);
  return {
    guid: given["guid"]?.trim() ?? "",
    // HTML keeps attribute names in lower case, whatever the page writes.
    userJwt: given["userjwt"]?.trim() ?? "",
    locale: given["locale"]?.trim() || null,
    theme: theme === "light" || theme === "dark" ? theme : "light dark",
    position: word(given["position"]) === "start" ? "start" : "end",
    offsetX: number(given["offset-x"], DEFAULT_OFFSET, MOST_OFFSET),
    offsetY: number(given["offset-y"], DEFAULT_OFFSET, MOST_OFFSET),
    launcherHidden: word(given["launcher"]) === "hidden",
    target: given["target"]?.trim() || null,
    fallbackContact: contact(given["fallback-contact"]),
    fallbackAfter: number(given["fallback-after"], FALLBACK_AFTER_S, 3600),
  };
}

function word(text: string | null | undefined): string {
  return text?.trim().toLowerCase() ?? "";
}

/** "24", "24px" and "24 px" all mean 24. */
function number(text: string | null | undefined, otherwise: number, most: number): number {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) && value >= 0 ? Math.min(value, most) : otherwise;
}

/** Only addresses that a link may safely lead to. */
function contact(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return /^(mailto:|tel:|https:\/\/)./i.test(trimmed) ? trimmed : null;
}
