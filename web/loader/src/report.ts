/** Telling the page of a failure in the one way that its `error` listeners hear: a rejected promise never gets there. */

const MOST_TOKENS_KEPT = 100;
const failedTokens = new Set<string>();

/** Tells of a token's failure, unless it was told of this token before: the page may answer with the same. */
export function reportOnce(token: string, message: string): void {
  if (failedTokens.has(token)) return;
  if (failedTokens.size >= MOST_TOKENS_KEPT) failedTokens.clear();
  failedTokens.add(token);
  // Not within the registry's work, because a page may well answer by changing its elements.
  queueMicrotask(() => reportError(new Error(message)));
}

/** Runs a deed of a user interface: its failure is told, and stops nothing else on the page. */
export function safely(deed: () => void): void {
  try {
    deed();
  } catch (error) {
    reportError(error);
  }
}
