/** What the server thinks of a token or a page for good: only another one changes it. */
import { CLOSE_INVALID_TOKEN, CLOSE_REFUSED_ORIGIN, CLOSE_TOKEN_EXPIRED } from "./generated";
import type { Link } from "./types";

/** By the code that it closes with. */
export const LINK_OF = new Map<number, Link>([
  [CLOSE_TOKEN_EXPIRED, "expired"],
  [CLOSE_REFUSED_ORIGIN, "refused"],
  [CLOSE_INVALID_TOKEN, "invalid"],
]);
export const FINAL = new Set(LINK_OF.values());
