/** An operator's lists: what is held, sorted and paged, and fetching what events told of. */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Core } from "./core";
import type { EventFrame, InboxItem } from "./generated";
import { applyOperator, listed, withItems } from "./operator-state";
import { type ListPart, type OperatorState, RequestError, type View } from "./types";

interface Paging {
  /** Where the next page begins; undefined before the first, null at the end. */
  readonly after: string | null | undefined;
  readonly busy: boolean;
}

type Row = Readonly<Record<View, Paging>>;

/** The conversations of a snapshot, unless there are fewer. */
const FIRST_PAGE = 50;
/** Counts are believed after so long without a change: the events before them are here by then. */
const QUIET = 400;
const TRIES = 5;

export class Lists {
  readonly #paging = signal<Row>(rowOf(undefined));
  readonly #parts: Readonly<Record<View, ReadonlySignal<ListPart>>>;
  #changes = 0;
  #filling = false;
  #counting = false;

  constructor(private readonly core: Core<OperatorState>) {
    const part = (view: View) => computed(() => this.#part(view));
    this.#parts = { mine: part("mine"), waiting: part("waiting"), all: part("all") };
  }

  part(view: View): ListPart {
    return this.#parts[view].value;
  }

  async more(view: View): Promise<void> {
    if (this.#parts[view].peek().more !== "yes") return;
    const { after } = this.#paging.peek()[view];
    this.#set(view, { after, busy: true });
    try {
      const asked = this.core.requests.ask(
        { type: "inbox", view, ...(typeof after === "string" && { after }) },
        "inbox",
      );
      const [page, events] = await this.core.withEvents(asked);
      batch(() => {
        this.#take(page.items, events);
        this.#set(view, { after: page.after, busy: false });
      });
    } catch (error) {
      this.#set(view, { after, busy: false });
      throw error;
    }
  }

  /** A snapshot has come. */
  begin(): void {
    const held = this.core.state.peek()?.conversations.size ?? 0;
    this.#paging.value = rowOf(held < FIRST_PAGE ? null : undefined);
  }

  heard({ event }: EventFrame): void {
    if (event?.type === "conversation") this.#changes += 1;
    this.fill();
  }

  /** Fetches what events told of and is not held. */
  fill(): void {
    const state = this.core.state.peek();
    if (!state || !this.core.connection.live) return;
    if (state.missing.size > 0 && !this.#filling) void this.#fetchMissing();
    if (state.unsure && !this.#counting) void this.#count();
  }

  #part(view: View): ListPart {
    const state = this.core.state.value;
    const { after, busy } = this.#paging.value[view];
    if (!state) return { items: [], loaded: false, more: "no" };
    const items = listed(state, view);
    const whole = after === null || (view !== "all" && items.length >= state[view]);
    return { items, loaded: true, more: whole ? "no" : busy ? "busy" : "yes" };
  }

  async #fetchMissing(): Promise<void> {
    this.#filling = true;
    for (let id = this.#missing(); id !== undefined; id = this.#missing()) {
      const { requests } = this.core;
      try {
        const asked = requests.ask({ type: "open", conversation: id }, "opened");
        const [{ item }, events] = await this.core.withEvents(asked);
        this.#take([item], events);
      } catch (error) {
        // Without a connection it stays missing, and is fetched with the next one; else there is no such thing.
        if (!(error instanceof RequestError) || error.retry || error.code === "closed") break;
        this.#forget(id);
      }
    }
    this.#filling = false;
  }

  /** The counts of the lists, from the server: asked for again while they change. */
  async #count(): Promise<void> {
    this.#counting = true;
    try {
      for (let tries = 1; tries <= TRIES; tries += 1) {
        const before = this.#changes;
        const asked = this.core.requests.ask({ type: "inbox", view: "all", limit: 1 }, "inbox");
        const { waiting, mine } = await asked;
        await new Promise((resolve) => setTimeout(resolve, QUIET));
        if (this.#changes !== before && tries < TRIES) continue;
        this.core.update((state) => ({ ...state, waiting, mine, unsure: false }));
        break;
      }
    } catch {
      // The connection is gone: `unsure` stays, and it is asked for with the next one.
    }
    this.#counting = false;
  }

  #missing(): number | undefined {
    const [first] = this.core.state.peek()?.missing ?? [];
    return first;
  }

  #take(items: readonly InboxItem[], events: readonly EventFrame[]): void {
    this.core.update((state) => {
      const { waiting, mine, unsure } = state;
      // What is counted was counted when the events first came.
      return { ...events.reduce(applyOperator, withItems(state, items)), waiting, mine, unsure };
    });
  }

  #forget(id: number): void {
    this.core.update((state) => {
      const missing = new Set(state.missing);
      missing.delete(id);
      return { ...state, missing };
    });
  }

  #set(view: View, paging: Paging): void {
    this.#paging.value = { ...this.#paging.peek(), [view]: paging };
  }
}

function rowOf(after: null | undefined): Row {
  const paging: Paging = { after, busy: false };
  return { mine: paging, waiting: paging, all: paging };
}
