/** Asking for a customer token: who writes, as the server sees it. */
import type { Identity } from "./identity";

export type TokenAnswer =
  | { readonly kind: "token"; readonly token: string; readonly identity: Identity }
  /** The organization does not list this page's origin. */
  | { readonly kind: "refused" }
  /** The `userJWT` is none, so that the server will not even look at it. */
  | { readonly kind: "invalid" }
  /** The channel is not there any more. */
  | { readonly kind: "unknown" }
  /** The server is away or asks for patience: again after so many seconds, if it told. */
  | { readonly kind: "later"; readonly after: number | null };

const PATIENCE_MS = 15_000;

/** Asks once; never throws. `earlier` is the token that this browser holds, which the new one continues. */
export async function askToken(
  apiOrigin: string,
  guid: string,
  userJwt: string,
  earlier: string | null,
): Promise<TokenAnswer> {
  try {
    const response = await fetch(`${apiOrigin}/api/widget/${encodeURIComponent(guid)}/token`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ userJwt: userJwt || null, token: earlier }),
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.ok) return readToken(await response.json());
    if (response.status === 403) return { kind: "refused" };
    if (response.status === 404) return { kind: "unknown" };
    // Not even readable, such as one that is far too long. Without it the customer can still write.
    if (response.status < 429 && userJwt) return { kind: "invalid" };
    return { kind: "later", after: Number(response.headers.get("Retry-After")) || null };
  } catch {
    // No network, or no answer in time.
    return { kind: "later", after: null };
  }
}

function readToken(answer: unknown): TokenAnswer {
  const { token, identity } = (answer ?? {}) as { token?: unknown; identity?: Identity };
  if (typeof token !== "string" || !identity) return { kind: "later", after: null };
  return { kind: "token", token, identity };
}
