/** Telling the page what happens in the conversation. Fetched with the first change of it. */
import type { CustomerState } from "@chathub/protocol";
import { placeInQueue } from "@chathub/protocol/queue";
import type { Session } from "../session";

/** Raises an event for each thing that is different now. */
export function report(before: CustomerState, now: CustomerState, session: Session): void {
  const { conversation, messages, online } = now;
  const then = before.conversation;
  const newest = Math.max(before.seq, ...before.messages.map(({ seq }) => seq ?? 0));
  if (conversation?.status === "open" && then?.status !== "open") {
    const { openedAt } = conversation;
    session.tell("conversation:start", { openedAt, reopened: then !== null });
  }
  const name = conversation?.operator;
  if (name && name !== then?.operator) {
    const { operatorFace } = conversation;
    session.tell("agent:join", { name, face: operatorFace && session.apiOrigin + operatorFace });
  }
  for (const { seq, sender, text, at } of messages) {
    if ((seq ?? 0) > newest) session.tell("message", { message: { from: sender.kind, text, at } });
  }
  const position = placeInQueue(now);
  if (position !== placeInQueue(before)) session.tell("queue", { position });
  if (conversation?.status === "resolved" && then?.status === "open") {
    const { openedAt, operator, customerMessages, operatorMessages } = conversation;
    session.tell("conversation:end", { openedAt, operator, customerMessages, operatorMessages });
  }
  if (online !== before.online) session.tell("availability", { online });
}
