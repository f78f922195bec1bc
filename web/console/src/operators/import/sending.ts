/** Adds operators a hundred at a time. What broke off goes on where it was, and nobody is added twice. */
import { newKey } from "../../api/key";

/** As many as the server takes at once. */
export const AT_ONCE = 100;

export type Send = (
  names: readonly string[],
  key: string,
) => Promise<readonly { readonly id: number }[]>;

export class Sending {
  readonly all: number;
  /** Whom the server has made of them. */
  readonly ids: number[] = [];
  readonly #chunks: { names: readonly string[]; key: string }[] = [];
  #at = 0;

  constructor(names: readonly string[]) {
    this.all = names.length;
    for (let start = 0; start < names.length; start += AT_ONCE) {
      // The key is made once: a chunk whose answer was lost is repeated with it, and answered as the first time.
      this.#chunks.push({ names: names.slice(start, start + AT_ONCE), key: newKey() });
    }
  }

  /** How many the server has taken for certain. */
  get done(): number {
    return Math.min(this.all, this.#at * AT_ONCE);
  }

  /** Sends what is left; `moved` hears of each chunk. A Problem ends it, and calling it again goes on. */
  async run(send: Send, moved: (done: number) => void): Promise<void> {
    for (;;) {
      const chunk = this.#chunks[this.#at];
      if (chunk === undefined) return;
      const made = await send(chunk.names, chunk.key);
      this.ids.push(...made.map(({ id }) => id));
      this.#at += 1;
      moved(this.done);
    }
  }
}
