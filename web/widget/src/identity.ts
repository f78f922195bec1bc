/** How the server took the page's `userJWT`, and telling the page when it does not believe it. */

export type Identity = "anonymous" | "verified" | "expired" | "invalid";

import { raise } from "@chathub/loader/raise";

/** Tells the page, once for each refused JWT: its server can then make a fresh one. */
export function reportIdentity(identity: Identity, widget: string): void {
  if (identity !== "expired" && identity !== "invalid") return;
  const script = document.getElementById(widget);
  if (script) raise({ script }, `identity:${identity}`);
  window.dispatchEvent(new CustomEvent(`identity:${identity}`, { detail: { widget } }));
}
