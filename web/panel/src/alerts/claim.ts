/** One tab of a browser rings: whoever claims a piece of news first, the others leave it alone. */

/** So long a tab that was slow to hear of it still finds it taken. */
const HELD_MS = 20_000;

/** Calls `deed` unless another tab, or another panel of the same operator, has taken this. */
export function claim(name: string, deed: () => void, end: AbortSignal): void {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) {
    // A page without HTTPS: better twice than never.
    deed();
    return;
  }
  locks
    .request(`chathub ${name}`, { ifAvailable: true }, (lock) => {
      if (lock === null || end.aborted) return;
      deed();
      return held(end);
    })
    .catch(() => {
      // Refused, as in a page that keeps nothing: better twice than never.
      if (!end.aborted) deed();
    });
}

function held(end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HELD_MS);
    end.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
