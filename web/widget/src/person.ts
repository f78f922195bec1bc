/** Who the page says its visitor is. */
import { readToken } from "@chathub/protocol/token";

/**
 * The `sub` of a `userJWT`, unverified: only to notice that another person uses this browser now, so that
 * what is kept for one is never shown to the next. The server alone decides whether the claim is true.
 */
export function claimedPerson(userJwt: string): string | null {
  const payload = readToken(userJwt).split(".")[1];
  if (!payload) return null;
  try {
    const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown } | null;
    const sub = claims?.sub;
    return (typeof sub === "string" && sub) || typeof sub === "number" ? String(sub) : null;
  } catch {
    // Not a JWT at all: the server will call it invalid, which the page is then told.
    return null;
  }
}
