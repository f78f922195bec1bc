/** Does it when no other tab of this site is doing the same. */
export async function inTurn<Result>(name: string, deed: () => Promise<Result>): Promise<Result> {
  if (!("locks" in navigator)) return deed();
  try {
    return await navigator.locks.request(name, deed);
  } catch {
    // A sandboxed frame has no locks, and no storage to share either.
    return deed();
  }
}
