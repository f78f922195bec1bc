/** A window on a thread: at most so many messages, in order, without a hole. */
import type { Message, ThreadPage } from "./generated";
import type { ThreadState } from "./types";

/** Messages of one thread that are held. */
export const WINDOW = 200;

/** The message's place: operators count in positions, customers in seqs. */
export function placeOf({ position, seq }: Message): number {
  return position ?? seq ?? 0;
}

export function threadOf({ messages, more }: ThreadPage): ThreadState {
  return { messages, more, newer: false };
}

/** The thread with a message that has just been stored. Twice is once. */
export function withMessage<Thread extends ThreadState>(thread: Thread, message: Message): Thread {
  const { messages, more, newer } = thread;
  const place = placeOf(message);
  // Beyond what is held, on either side, it would stand beside a hole.
  if (newer || (more && messages[0] && place < placeOf(messages[0]))) return thread;
  let after = messages.length;
  while (after > 0 && placeOf(messages[after - 1] as Message) > place) after -= 1;
  const before = messages[after - 1];
  if (before && placeOf(before) === place) return thread;
  const all = [...messages.slice(0, after), message, ...messages.slice(after)];
  return { ...thread, messages: all.slice(-WINDOW), more: more || all.length > WINDOW };
}

/** The thread with the page before its first message; the newest ones go where it gets too long. */
export function withOlder<Thread extends ThreadState>(thread: Thread, page: ThreadPage): Thread {
  const first = thread.messages[0];
  const older = page.messages.filter((one) => !first || placeOf(one) < placeOf(first));
  const all = [...older, ...thread.messages];
  return {
    ...thread,
    messages: all.slice(0, WINDOW),
    more: page.more,
    newer: thread.newer || all.length > WINDOW,
  };
}

/** The thread with the page after its last message; the oldest ones go where it gets too long. */
export function withNewer<Thread extends ThreadState>(thread: Thread, page: ThreadPage): Thread {
  const last = thread.messages.at(-1);
  const newer = page.messages.filter((one) => !last || placeOf(one) > placeOf(last));
  const all = [...thread.messages, ...newer];
  return {
    ...thread,
    messages: all.slice(-WINDOW),
    more: thread.more || all.length > WINDOW,
    newer: page.more,
  };
}
