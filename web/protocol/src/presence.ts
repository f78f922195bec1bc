/** Which operators are here, and telling that this one is. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { OperatorPresence, PresenceFrame } from "./generated";

type State = OperatorPresence["state"];

export class Presence {
  readonly #here = signal<ReadonlyMap<number, State>>(new Map());
  /** A connection that says nothing counts as `online`. */
  #own: State = "online";

  constructor(private readonly send: (state: State) => Promise<unknown>) {}

  get here(): ReadonlySignal<ReadonlyMap<number, State>> {
    return this.#here;
  }

  heard({ operators = [] }: PresenceFrame): void {
    this.#here.value = new Map(operators.map(({ id, state }) => [id, state]));
  }

  tell(state: State): void {
    if (state === this.#own) return;
    this.#own = state;
    this.#send();
  }

  live(): void {
    if (this.#own !== "online") this.#send();
  }

  clear(): void {
    this.#here.value = new Map();
  }

  #send(): void {
    this.send(this.#own).catch(() => {
      // Told again with the next connection, and never kept by the server.
    });
  }
}
