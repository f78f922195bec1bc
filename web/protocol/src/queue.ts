/** A customer's place among those who wait. */
import type { CustomerState } from "./types";

/** How many wait until it is this customer's turn, itself counted; null where it does not wait, or nobody told. */
export function placeInQueue(state: CustomerState | null | undefined): number | null {
  const { conversation, queuePosition = null } = state ?? {};
  const waits = conversation?.status === "open" && conversation.operator === null;
  return waits ? queuePosition : null;
}
