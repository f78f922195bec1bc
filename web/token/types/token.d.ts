/** Types of `operator-chat-panel/token.js`, for pages that import it. */

export interface TokenOptions {
  /**
   * Where your own server hands out the operator's token: an address on your own site (`/api/chathub/token` by default),
   * or a function that asks and gives the answer as it came. The answer's body is the token, or JSON
   * `{"token": "...", "expiresAt": "..."}`; its status 401 says that nobody is signed in.
   */
  source?: string | URL | ((signal: AbortSignal) => Promise<Response>);
  /**
   * Tabs of your site with the same name share each token, so that one of them asks for all. By default the source's
   * address: the browser sends the same cookies from all of them. With a function they share nothing, unless you say
   * under which name; it must differ for different people.
   */
  share?: string;
  /** Ends it. What was asked for is broken off, and no more is asked. */
  signal?: AbortSignal;
  /** Nobody is signed in with you any more. It is over then, and the element keeps its last token. */
  onSignedOut?: () => void;
}

/**
 * Gives the panel's script element a token, and another one each time before it ends, or when the panel says that
 * it has ended. Tokens are kept in no storage. While the route fails it is asked again ever more seldom, and not before
 * its `Retry-After`. When the panel refuses a token as invalid, one other is tried; if that is refused too, it is over.
 *
 * The element may be put into the document before or after; while it is out of it, nothing is asked for.
 */
export function keepToken(element: HTMLScriptElement, options?: TokenOptions): void;
