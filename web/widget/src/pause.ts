/** Doing much in several tasks, so that nothing that a person does waits long. */

/** Lets the browser draw and answer first; goes on before what others have put off, where it can be told so. */
export function pause(): Promise<void> {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
