/** What both clients are made of: the connection, commands, unsent messages, files and signs of typing. */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { Connection } from "./connection";
import type { Command, Done, EventFrame, Message, ServerFrame, SnapshotFrame } from "./generated";
import type { Addresses } from "./later/addresses";
import { Marks } from "./marks";
import { Outbox } from "./outbox";
import { Requests } from "./requests";
import { subjectOf } from "./subject";
import type { Net } from "./transport";
import { type ClientOptions, type PendingStore, RequestError } from "./types";
import { Typing } from "./typing";

/** Messages on their way at once: over a socket they keep their order, over HTTP they need not. */
const AT_ONCE = 5;

/** What is different between operators and customers. */
export interface Kind<State> {
  /** Where unsent messages outlive the page. */
  readonly store: PendingStore | null;
  /** Whether unsent messages go to whoever comes next: an operator's never do. */
  readonly keepsPending: boolean;
  snapshot(frame: SnapshotFrame): State | null;
  apply(state: State, frame: EventFrame): State;
  /** The state with a message that is stored. */
  stored(state: State, message: Message): State;
  wroteMyself(state: State, message: Message): boolean;
  /** Snapshots, events and presence, after the state has taken them in. */
  heard(frame: ServerFrame): void;
  live(): void;
  forgot(): void;
}

export class Core<State> {
  readonly state: Signal<State | null> = signal(null);
  readonly typing = new Typing();
  readonly connection: Connection;
  readonly requests: Requests;
  readonly outbox: Outbox;
  /** Null until a file is on show: most conversations have none. */
  readonly addresses: Signal<Addresses | null> = signal(null);
  readonly marks: Marks;
  readonly now: () => number;
  readonly #witnesses = new Set<EventFrame[]>();

  constructor(
    private readonly options: ClientOptions,
    private readonly kind: Kind<State>,
  ) {
    const { apiOrigin: origin } = options;
    this.now = options.now ?? Date.now;
    const net: Net = {
      socket: options.socket ?? ((url, protocol) => new WebSocket(url, protocol)),
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    };
    const connection = new Connection(
      { origin, net, random: options.random ?? Math.random },
      {
        frame: (frame) => this.#frame(frame),
        live: () => this.#live(),
        tokenEnded: () => options.onTokenEnd?.(),
      },
    );
    const requests = new Requests({
      origin,
      net,
      token: () => connection.token,
      get live() {
        return connection.live;
      },
      send: (text) => connection.send(text),
      refused: (code) => connection.refused(code),
    });
    this.connection = connection;
    this.requests = requests;
    this.outbox = new Outbox(
      {
        room: () => (!connection.live ? 0 : connection.streaming ? 1 : AT_ONCE),
        send: async (command) => (await requests.ask(command, "sent")).message,
        stored: (message) => this.update((state) => kind.stored(state, message)),
        now: this.now,
      },
      kind.store,
    );
    this.marks = new Marks((conversation, upto) =>
      this.ask({ type: "seen", upto, ...(conversation !== null && { conversation }) }),
    );
    connection.setToken(options.token);
  }

  get link(): ReadonlySignal<ReturnType<Connection["link"]["peek"]>> {
    return this.connection.link;
  }

  /** For commands whose answer is only that it is done. */
  ask(command: Command): Promise<Done> {
    return this.requests.ask(command, "done");
  }

  update(change: (state: State) => State): void {
    const state = this.state.peek();
    if (state) this.state.value = change(state);
  }

  /**
   * An answer, with the events that came while it was asked for: it may have been read before them, so whoever
   * takes it in applies them once more.
   */
  async withEvents<Answer>(asked: Promise<Answer>): Promise<[Answer, readonly EventFrame[]]> {
    const events: EventFrame[] = [];
    this.#witnesses.add(events);
    try {
      return [await asked, events];
    } finally {
      this.#witnesses.delete(events);
    }
  }

  setToken(token: string | null): void {
    const { token: before } = this.connection;
    if (token === before) return;
    if (token !== null && before !== null && subjectOf(token) !== subjectOf(before)) this.#forget();
    this.connection.setToken(token);
  }

  /** A sign of typing, now and then; lost where there is no connection. */
  tellTyping(conversation: number | null): void {
    if (!this.connection.live || !this.typing.due(conversation, this.now())) return;
    this.ask({ type: "typing", ...(conversation !== null && { conversation }) }).catch(ignored);
  }

  async upload(file: File, onProgress?: (part: number) => void, signal?: AbortSignal) {
    const { token } = this.connection;
    if (token === null) throw new RequestError("waiting", "There is no connection yet.", true);
    const { uploadFile } = await import("./later/upload");
    return uploadFile({ origin: this.options.apiOrigin, token, file, onProgress, signal });
  }

  /** These files are on show: their addresses will be known. */
  async want(ids: readonly string[]): Promise<void> {
    const { Addresses } = await import("./later/addresses");
    const { apiOrigin } = this.options;
    this.addresses.value ??= new Addresses(
      apiOrigin,
      (some) => this.requests.ask({ type: "files", ids: some }, "files"),
      this.now,
    );
    this.addresses.value.want(ids);
  }

  close(): void {
    this.connection.close();
    this.outbox.close();
    this.requests.clear();
    this.typing.clear();
    this.addresses.peek()?.clear();
    this.marks.clear();
  }

  #frame(frame: ServerFrame): void {
    if (this.requests.answer(frame)) return;
    batch(() => {
      if (frame.type === "snapshot") this.#snapshot(frame);
      else if (frame.type === "event") this.#event(frame);
      else if (frame.type === "typing") this.typing.heard(frame);
      this.kind.heard(frame);
    });
  }

  #snapshot(frame: SnapshotFrame): void {
    const state = this.kind.snapshot(frame);
    if (!state) return;
    this.state.value = state;
    for (const events of this.#witnesses) events.length = 0;
  }

  #event(frame: EventFrame): void {
    for (const events of this.#witnesses) events.push(frame);
    this.update((state) => this.kind.apply(state, frame));
    const state = this.state.peek();
    const { event } = frame;
    if (state === null || event?.type !== "message" || !event.message?.sender) return;
    this.typing.wrote(event.message);
    if (this.kind.wroteMyself(state, event.message)) this.outbox.discard(event.message.clientId);
  }

  #live(): void {
    this.requests.live();
    this.outbox.pump();
    this.marks.live();
    this.addresses.peek()?.live();
    this.kind.live();
  }

  #forget(): void {
    this.connection.forget();
    this.requests.clear();
    if (!this.kind.keepsPending) this.outbox.clear();
    this.typing.clear();
    this.addresses.peek()?.clear();
    this.marks.clear();
    this.state.value = null;
    this.kind.forgot();
  }
}

/** For what may be lost. */
export function ignored(): void {
  // A sign that did not arrive is made up for by the next one.
}
