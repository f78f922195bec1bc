/** When a token ends, by the page's clock or by the token's own lifetime: a wrong clock must not ask for ever. */

/** So long before its end the page is told. */
const AHEAD_MS = 120_000;

export interface Life {
  readonly expiresAt: number;
  /** Milliseconds from now until the page should know. */
  readonly tellIn: number;
}

/** Reads the end of a token, unverified; null where it tells none. */
export function lifeOf(token: string, now: number): Life | null {
  const claims = claimsOf(token);
  const { exp, iat } = claims ?? {};
  if (typeof exp !== "number") return null;
  const lifetime = typeof iat === "number" ? (exp - iat) * 1000 : Number.POSITIVE_INFINITY;
  const left = exp * 1000 - now;
  // A clock that is ahead shows a fresh token as ended: then its lifetime counts from now. At least half of it
  // goes by unasked, so that no page is asked for one token after another.
  const believed = left > 0 && left <= lifetime ? left : lifetime;
  if (!Number.isFinite(believed)) return null;
  return { expiresAt: exp * 1000, tellIn: Math.max(believed - AHEAD_MS, believed / 2) };
}

function claimsOf(token: string): Record<string, unknown> | null {
  try {
    const payload = token.split(".")[1] ?? "";
    return JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/")));
  } catch {
    // Not what our server signs; it will say so itself.
    return null;
  }
}
