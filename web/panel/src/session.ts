/** One operator's work in the panel: what is chosen, searched and written. It outlives tokens and parking. */

import type { Conversation, Message, OperatorClient, View } from "@chathub/protocol";
import type { Place, Spot } from "@chathub/ui";
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Deed } from "./conversation/Header";
import type { Draft, Drafts } from "./drafts";
import { leaveErased } from "./erased";
import { Cards } from "./page/card";
import { Search } from "./search";

/** How far below the top of the view a found message is shown. */
const FOUND_TOP = 120;

export class Session {
  readonly chosen = signal<number | null>(null);
  readonly view = signal<View>("mine");
  readonly search: Search;
  /** The deed that is being done, and what went wrong with the last one. */
  readonly busy = signal<string | null>(null);
  readonly problem = signal<string | null>(null);
  /** The conversation of whose messages a page is being fetched. */
  readonly fetching = signal<number | null>(null);
  /** The message that a search led to, in the conversation that is chosen. */
  readonly found = signal<Message | null>(null);
  /** What was chosen last is gone: it was erased. */
  readonly erased = signal(false);
  /** Counts the times that a thread is to begin anew at its place. */
  readonly jumps = signal(0);
  readonly cards = new Cards();
  /** Whether what is known of the customer is shown beside the thread. */
  readonly details = signal(false);
  readonly isDetailed = computed(() => this.details.value && this.chosen.value !== null);
  readonly #places = new Map<number, Spot>();
  readonly #atEnd = signal<number | null>(null);
  readonly #stops: (() => void)[];
  #wantsFocus = false;

  /** `shown` tells whether the operator can see the panel: only then does anything count as read. */
  constructor(
    readonly client: OperatorClient,
    private readonly drafts: Drafts,
    shown: ReadonlySignal<boolean>,
    private readonly apiOrigin: string,
  ) {
    this.search = new Search(client);
    this.#stops = [this.#startView(), this.#markSeen(shown), leaveErased(this)];
  }

  readonly counts = computed<Readonly<Record<View, number | null>>>(() => {
    const state = this.client.state.value;
    return { mine: state?.mine ?? null, waiting: state?.waiting ?? null, all: null };
  });

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.drafts.clear();
    this.search.stop();
  }

  /** Opens a conversation, at a message of it where that is what was looked for. */
  readonly choose = (id: number, message: Message | null = null): void => {
    const { position } = message ?? {};
    batch(() => {
      this.chosen.value = id;
      this.problem.value = null;
      this.erased.value = false;
      this.found.value = message;
    });
    this.#wantsFocus = true;
    void this.#try(async () => {
      if (message === null || position === undefined) {
        if (await this.client.open(id)) this.jumps.value += 1;
        return;
      }
      await this.client.around(id, position);
      this.#places.set(id, { key: message.clientId, top: FOUND_TOP });
      this.jumps.value += 1;
    });
  };

  /** Goes to the next conversation of the list on show, or to the one before; false at its ends. */
  step(by: 1 | -1): boolean {
    const { search, client, view } = this;
    const items =
      search.text.value === ""
        ? client.list(view.value).items
        : search.hits.value.map(({ item }) => item);
    const ids = [...new Set(items.map(({ conversation }) => conversation.id))];
    const at = this.chosen.value === null ? -1 : ids.indexOf(this.chosen.value);
    const next = ids[at < 0 ? 0 : at + by];
    if (next !== undefined) this.choose(next);
    return next !== undefined;
  }

  readonly toggleDetails = (): void => {
    this.details.value = !this.details.value;
  };

  readonly back = (): void => {
    this.chosen.value = null;
  };

  /** Whether the conversation now on show was just chosen by hand; asks once. */
  takeFocus(): boolean {
    const wants = this.#wantsFocus;
    this.#wantsFocus = false;
    return wants;
  }

  /** The address of an operator's picture. */
  face(path: string | null): string | null {
    return path === null ? null : this.apiOrigin + path;
  }

  draft(id: number): Draft {
    return this.drafts.of(id);
  }

  hasDraft(id: number): boolean {
    return this.drafts.has(id);
  }

  write(id: number, text: string): void {
    const draft = this.draft(id);
    draft.text.value = text;
    // Notes are for colleagues: the customer is not told that one is being written.
    if (text !== "" && !draft.note.value) this.client.typing(id);
  }

  send(id: number): void {
    const draft = this.draft(id);
    const attachments = draft.uploads.stored();
    try {
      this.client.send(id, { text: draft.text.value.trim(), attachments }, draft.note.value);
    } catch (error) {
      // Too many wait already: what is written stays where it is.
      this.#tell(error);
      return;
    }
    batch(() => {
      draft.uploads.clear();
      draft.text.value = "";
      draft.note.value = false;
      this.problem.value = null;
    });
    // Whoever writes wants to see it: back to the newest message.
    this.#places.delete(id);
    this.latest(id);
  }

  older(id: number): void {
    this.#page(id, () => this.client.older(id));
  }

  newer(id: number): void {
    this.#page(id, () => this.client.newer(id));
  }

  loadMore(view: View): void {
    void this.#try(() => this.client.loadMore(view));
  }

  /** Fetches the newest messages where paging back has let go of them. */
  latest(id: number): void {
    if (this.client.state.value?.threads.get(id)?.newer)
      void this.#try(() => this.client.latest(id));
  }

  place(id: number): Place {
    return {
      get: () => this.#places.get(id) ?? null,
      set: (spot) => {
        if (spot === null) this.#places.delete(id);
        else this.#places.set(id, spot);
      },
    };
  }

  setAtEnd(id: number, yes: boolean): void {
    this.#atEnd.value = yes ? id : null;
  }

  act(deed: Deed, conversation: Conversation): void {
    const about = deed === "block" || deed === "unblock" ? conversation.customer : conversation;
    this.#run(deed, () => this.client[deed](about.id));
  }

  assign(id: number, operator: number): void {
    this.#run("assign", () => this.client.assign(id, operator));
  }

  #page(id: number, page: () => Promise<void>): void {
    // The thread asks as long as its edge is in view, also when there is nobody to ask.
    if (this.fetching.value === id || this.client.link.peek() !== "live") return;
    this.fetching.value = id;
    this.#try(page).finally(() => {
      if (this.fetching.value === id) this.fetching.value = null;
    });
  }

  #run(name: string, deed: () => Promise<unknown>): void {
    this.busy.value = name;
    this.problem.value = null;
    this.#try(deed).finally(() => {
      this.busy.value = null;
    });
  }

  async #try(deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    this.problem.value = error instanceof Error ? error.message : String(error);
  }

  /** The first view is one with something in it; after that the operator chooses. */
  #startView(): () => void {
    let begun = false;
    return effect(() => {
      const { mine, waiting } = this.counts.value;
      if (begun || mine === null || waiting === null) return;
      begun = true;
      this.view.value = mine > 0 ? "mine" : waiting > 0 ? "waiting" : "all";
    });
  }

  #markSeen(shown: ReadonlySignal<boolean>): () => void {
    return effect(() => {
      const id = this.chosen.value;
      const state = this.client.state.value;
      if (id === null || state === null || !shown.value || this.#atEnd.value !== id) return;
      const item = state.conversations.get(id);
      const thread = state.threads.get(id);
      if (!item || !thread || thread.newer) return;
      if (item.conversation.customerMessages > item.seen) this.client.seen(id);
    });
  }
}
