/** The code of a link, with which somebody without a password comes in: the first run's, or an invitation's. */
import { go, ROOT } from "./address";

export type Purpose = "first-run" | "join";

/** Where each is used. */
export const PLACES = { "first-run": "start", join: "join" } as const;

const key = (purpose: Purpose) => `chathub-console.${purpose}`;

/**
 * Takes the code out of the address, where somebody who looks over a shoulder, or a copied address, could take it. This
 * tab keeps it, so that the page may be loaded anew before it is used.
 */
export function takeCode(): void {
  const found = /^#(first-run|join)=(.+)$/.exec(location.hash);
  if (found) {
    const purpose = found[1] as Purpose;
    history.replaceState(null, "", `${ROOT}/${PLACES[purpose]}`);
    remember(purpose, found[2] ?? "");
  }
  // A link that is opened in the tab of an open console changes nothing but the hash.
  addEventListener("hashchange", () => {
    if (/^#(first-run|join)=/.test(location.hash)) location.reload();
  });
}

const remembered = new Map<Purpose, string>();

function remember(purpose: Purpose, code: string): void {
  remembered.set(purpose, code);
  try {
    sessionStorage.setItem(key(purpose), code);
  } catch {
    // Nothing is kept in this browser: the link has to be opened again after a reload.
  }
}

/** The code that this tab was opened with; null without one, or once it was used. */
export function codeFor(purpose: Purpose): string | null {
  try {
    return remembered.get(purpose) ?? sessionStorage.getItem(key(purpose));
  } catch {
    return remembered.get(purpose) ?? null;
  }
}

/** It was used, or counts no more. */
export function forgetCode(purpose: Purpose): void {
  remembered.delete(purpose);
  try {
    sessionStorage.removeItem(key(purpose));
  } catch {
    // Nothing was kept.
  }
}

/** The sign-in, for whoever has no code that counts. */
export const goToSignIn = () => go(ROOT, "replace");
