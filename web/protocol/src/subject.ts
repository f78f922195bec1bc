/**
 * Whose token it is, unverified: only to notice that another person's has come, so that nobody sees or sends
 * what the one before held. Two tokens that tell nothing of their holder count as of the same one only if equal.
 */
export function subjectOf(token: string | null): string | null {
  const payload = token?.split(".")[1];
  if (!payload) return token;
  try {
    const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as {
      sub?: unknown;
      aud?: unknown;
    };
    return claims.sub === undefined ? token : `${claims.aud} ${claims.sub}`;
  } catch {
    // Not what our server signs; it will say so itself.
    return token;
  }
}
