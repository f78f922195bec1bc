/** The contract's rule for reading a token. */

/**
 * Reads a token as integrators hand it over: bare, quoted once or more, or as a JSON object's `token`.
 * Returns what is there, trimmed, also when it is no token at all; empty when there is none.
 */
export function readToken(given: string): string {
  let text = given.trim();
  text = (tokenOfObject(text) ?? text).trim();
  while (text.length > 1 && text.startsWith('"') && text.endsWith('"')) {
    text = text.slice(1, -1).trim();
  }
  return text;
}

function tokenOfObject(text: string): string | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const { token } = JSON.parse(text) as { token?: unknown };
    return typeof token === "string" ? token : undefined;
  } catch {
    // Not JSON: the text is taken as it is, and found not to be a token.
    return undefined;
  }
}
