/** What can be told about a token without the server: apart, because a closed widget never asks. */

/** The token that development servers accept, and only they: no JWT, but worth asking for. */
const DEVELOPMENT_TOKEN = "test-token-for-development";

/** Whether the server could accept this token: a page that passes on an error answer is told at once. */
export function couldBeToken(token: string): boolean {
  return token === DEVELOPMENT_TOKEN || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
}
