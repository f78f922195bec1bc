/** What has come since the last look: told by comparing states, so that nothing is told twice after a reconnect. */

import type { Conversation, InboxItem, Message, OperatorState } from "@chathub/protocol";

export interface Arrival {
  readonly conversation: Conversation;
  readonly message: Message;
  /** A conversation that nobody has taken has come, or come back, with this as its last message. */
  readonly waiting: boolean;
}

export class News {
  readonly #known = new Map<number, InboxItem>();
  readonly #waiting = new Set<number>();
  /** What is older than the first state is no news, also where it is fetched later. */
  #floor: number | null = null;

  /** What is new in this state, in the order of the conversations held. */
  take(state: OperatorState): readonly Arrival[] {
    const first = this.#floor === null;
    const floor = this.#floor ?? state.position;
    this.#floor = floor;
    const arrivals: Arrival[] = [];
    for (const [id, item] of state.conversations) {
      const before = this.#known.get(id);
      if (before === item) continue;
      this.#known.set(id, item);
      const arrival = this.#compare(before, item, floor);
      if (arrival !== null && !first) arrivals.push(arrival);
    }
    return arrivals;
  }

  #compare(before: InboxItem | undefined, item: InboxItem, floor: number): Arrival | null {
    const { conversation } = item;
    const { id, lastMessage: message } = conversation;
    const waits = conversation.status === "open" && conversation.assignee === null;
    // Announced with its first message: an empty one is a second away from it.
    const comes = waits && message !== null && !this.#waiting.has(id);
    if (!waits) this.#waiting.delete(id);
    else if (message !== null) this.#waiting.add(id);
    if (message === null) return null;
    const known = before?.conversation.lastMessage?.position ?? floor;
    const fresh = (message.position ?? 0) > Math.max(known, floor);
    if (!fresh && !(comes && before !== undefined)) return null;
    return { conversation, message, waiting: comes };
  }
}
