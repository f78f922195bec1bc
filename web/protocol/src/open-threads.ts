/** The threads an operator has opened last: fetched once, then kept up by events. */
import type { Core } from "./core";
import type { InboxItem } from "./generated";
import { applyOperator, withItems, without, withStored } from "./operator-state";
import { placeOf, threadOf, withNewer, withOlder } from "./thread";
import type { OperatorState, ThreadState } from "./types";

type Change = (thread: ThreadState) => ThreadState;

/** Whether some of what the operator has not read yet is older than these messages. */
function lacksUnread(
  { conversation, seen }: InboxItem,
  { messages, more }: Pick<ThreadState, "messages" | "more">,
): boolean {
  const theirs = messages.filter(({ sender }) => sender.kind === "customer").length;
  return more && conversation.customerMessages - seen > theirs;
}

/** Going back to one of these needs no answer of the server. */
const KEPT = 8;

export class OpenThreads {
  /** On show last: it is the one that a fresh snapshot must bring again. */
  #last: number | null = null;
  #stale = false;
  readonly #paging = new Map<number, Promise<void>>();

  constructor(private readonly core: Core<OperatorState>) {}

  async open(id: number): Promise<boolean> {
    this.#last = id;
    const thread = this.#held(id);
    const item = this.core.state.peek()?.conversations.get(id);
    const is = thread && item && !thread.newer && !lacksUnread(item, thread);
    if (is) this.#hold(id, thread);
    else await this.#fetch(id, true);
    return !is;
  }

  latest(id: number): Promise<void> {
    return this.#fetch(id, false);
  }

  async #fetch(id: number, atUnread: boolean): Promise<void> {
    const asked = this.#ask(id, atUnread);
    const [{ item, thread: page }, events] = await this.core.withEvents(asked);
    this.core.update((state) => {
      const { waiting, mine, unsure } = state;
      const threads = new Map(state.threads).set(id, page);
      const fetched = withItems({ ...state, threads }, [item]);
      // What is counted was counted when the events first came.
      return { ...events.reduce(applyOperator, fetched), waiting, mine, unsure };
    });
    const thread = this.#held(id);
    if (thread) this.#hold(id, thread);
  }

  async #ask(id: number, atUnread: boolean): Promise<{ item: InboxItem; thread: ThreadState }> {
    const { requests } = this.core;
    const { item, seenUpto, ...page } = await requests.ask(
      { type: "open", conversation: id },
      "opened",
    );
    // Whoever has read nothing of it wants to know what is asked now.
    if (!atUnread || seenUpto === 0 || !lacksUnread(item, page)) {
      return { item, thread: { ...page, newer: false } };
    }
    const unread = await requests.ask(
      { type: "thread", conversation: id, after: seenUpto },
      "thread",
    );
    const { messages, more: newer } = unread;
    return { item, thread: { messages, more: true, newer } };
  }

  older(id: number): Promise<void> {
    return this.#once(id, () => this.#older(id));
  }

  newer(id: number): Promise<void> {
    return this.#once(id, () => this.#newer(id));
  }

  /** Goes to a message wherever it is in its thread, with what stands before it. */
  async around(id: number, position: number): Promise<void> {
    this.#last = id;
    const thread = this.#held(id);
    if (thread) this.#hold(id, thread);
    else await this.latest(id);
    const held = this.core.state.peek()?.threads.get(id)?.messages ?? [];
    if (held.some((message) => placeOf(message) === position)) return;
    const page = await this.core.requests.ask(
      { type: "thread", conversation: id, before: position + 1 },
      "thread",
    );
    // Whatever came meanwhile is newer, and found by paging on.
    this.#change(id, () => ({ ...threadOf(page), newer: true }));
  }

  /** A fresh snapshot: what is on show stays until it is fetched anew, and nothing else. */
  begin(): OperatorState["threads"] {
    const thread = this.#last !== null && this.core.state.peek()?.threads.get(this.#last);
    this.#stale = this.#last !== null;
    return new Map(thread && this.#last !== null ? [[this.#last, thread]] : []);
  }

  live(): void {
    if (!this.#stale || this.#last === null) return;
    this.#stale = false;
    const id = this.#last;
    this.latest(id).catch(({ code }) => {
      // Else the connection is gone: whoever opens it again is told.
      if (code === "not_found") this.core.update((state) => without(state, id));
    });
  }

  clear(): void {
    this.#last = null;
    this.#stale = false;
  }

  /** One page of a thread at a time. */
  #once(id: number, page: () => Promise<void>): Promise<void> {
    const paging = this.#paging.get(id) ?? page().finally(() => this.#paging.delete(id));
    this.#paging.set(id, paging);
    return paging;
  }

  async #older(id: number): Promise<void> {
    const before = this.#held(id)?.messages[0]?.position;
    if (before === undefined) return;
    const page = await this.core.requests.ask(
      { type: "thread", conversation: id, before },
      "thread",
    );
    this.#change(id, (thread) => withOlder(thread, page));
  }

  async #newer(id: number): Promise<void> {
    const thread = this.#held(id);
    const after = thread?.messages.at(-1)?.position;
    if (after === undefined || !thread?.newer) return;
    const asked = this.core.requests.ask({ type: "thread", conversation: id, after }, "thread");
    const [page, events] = await this.core.withEvents(asked);
    this.#change(id, (held) => withNewer(held, page));
    // At the newest again: what was told while the page was read may be missing in it.
    for (const { event } of events) {
      if (event?.type === "message") this.core.update((state) => withStored(state, event.message));
    }
  }

  #held(id: number): ThreadState | undefined {
    return this.core.state.peek()?.threads.get(id);
  }

  #change(id: number, change: Change): void {
    this.core.update((state) => {
      const thread = state.threads.get(id);
      if (!thread) return state;
      return { ...state, threads: new Map(state.threads).set(id, change(thread)) };
    });
  }

  /** Puts it last in the row, from whose front those go that are too many. */
  #hold(id: number, thread: ThreadState): void {
    this.core.update((state) => {
      const threads = new Map(state.threads);
      threads.delete(id);
      threads.set(id, thread);
      return { ...state, threads: new Map([...threads].slice(-KEPT)) };
    });
  }
}
