/** Telling the page of a failure in the one way that its `error` listeners hear. */

/** Raises a window `error` event with this error; a rejected promise would never reach a listener. */
export function report(error: unknown): void {
  if (typeof reportError === "function") {
    reportError(error);
  } else {
    setTimeout(() => {
      throw error;
    });
  }
}

/** Runs a deed of a user interface: its failure is told, and stops nothing else on the page. */
export function safely(deed: () => void): void {
  try {
    deed();
  } catch (error) {
    report(error);
  }
}
