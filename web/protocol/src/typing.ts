/** Signs of typing: they last some seconds, and are given seldom. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Message, TypingFrame } from "./generated";
import type { Typist } from "./types";

const LASTS = 6_000;
const SELDOM = 3_000;

export class Typing {
  readonly #typists = signal<readonly Typist[]>([]);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #told = new Map<number | null, number>();

  get typists(): ReadonlySignal<readonly Typist[]> {
    return this.#typists;
  }

  heard({ conversation, operator = null, name }: TypingFrame): void {
    const typist: Typist = { conversation: conversation ?? null, operator, name };
    const key = keyOf(typist);
    this.#forget(key);
    this.#typists.value = [...this.#typists.peek(), typist];
    this.#timers.set(
      key,
      setTimeout(() => this.#forget(key), LASTS),
    );
  }

  /** Who has written does not type any more. */
  wrote({ conversation, sender }: Message): void {
    const operator = sender.kind === "customer" ? null : (sender.id ?? null);
    this.#forget(keyOf({ conversation: conversation ?? null, operator, name: null }));
  }

  /** Whether it is time to give a sign of one's own. */
  due(conversation: number | null, now: number): boolean {
    if (Math.abs(now - (this.#told.get(conversation) ?? Number.NEGATIVE_INFINITY)) < SELDOM) {
      return false;
    }
    this.#told.set(conversation, now);
    return true;
  }

  /** What was written is sent: the next key is news again. */
  sent(conversation: number | null): void {
    this.#told.delete(conversation);
  }

  clear(): void {
    for (const key of [...this.#timers.keys()]) this.#forget(key);
    this.#told.clear();
  }

  #forget(key: string): void {
    clearTimeout(this.#timers.get(key));
    if (!this.#timers.delete(key)) return;
    this.#typists.value = this.#typists.peek().filter((typist) => keyOf(typist) !== key);
  }
}

function keyOf({ conversation, operator }: Typist): string {
  return `${conversation} ${operator}`;
}
