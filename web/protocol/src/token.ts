/** The contract's rule for reading a token, and what can be told about one without the server. */

/** The token that development servers accept, and only they: no JWT, but worth asking for. */
const DEVELOPMENT_TOKEN = "test-token-for-development";

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

/** Whether the server could accept this token: a page that passes on an error answer is told at once. */
export function couldBeToken(token: string): boolean {
  return token === DEVELOPMENT_TOKEN || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
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
