/** The signed addresses under which files are fetched. */
import { signal } from "@preact/signals-core";
import type { FileLink, FileLinks } from "../generated";

const AT_ONCE = 50;
/** Addresses kept; the ones wanted longest ago go first. */
const MOST = 500;
/** An address asked for in vain is not asked for again so soon. */
const PATIENCE = 30_000;
/** The server's promise is 15 minutes; this is kept by our own clock, since the two need not agree. */
const LIFE = 13 * 60_000;

/** Addresses, asked for together, known until shortly before they end. */
export class Addresses {
  readonly #known = signal<ReadonlyMap<string, FileLink>>(new Map());
  readonly #asked = new Map<string, number>();
  #wanted = new Set<string>();
  /** What is on show, as far as was said. */
  #shown: readonly string[] = [];
  #waiting = false;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly origin: string,
    private readonly ask: (ids: readonly string[]) => Promise<FileLinks>,
    private readonly now: () => number,
  ) {}

  /** Follows: whoever reads it in a drawing is drawn again when it is known. */
  of(id: string): FileLink | undefined {
    return this.#known.value.get(id);
  }

  /** These are on show now: they will be known, and stay so until others are wanted. */
  want(ids: readonly string[]): void {
    this.#shown = ids;
    const now = this.now();
    for (const id of ids) {
      const age = now - (this.#asked.get(id) ?? Number.NEGATIVE_INFINITY);
      if (age < 0 || age > (this.#known.peek().has(id) ? LIFE : PATIENCE)) this.#wanted.add(id);
    }
    if (this.#wanted.size === 0 || this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => void this.#fetch());
  }

  /** Connected again: what was asked for in vain. */
  live(): void {
    this.want(this.#shown);
  }

  clear(): void {
    clearTimeout(this.#renewal);
    this.#shown = [];
    this.#known.value = new Map();
    this.#asked.clear();
    this.#wanted.clear();
  }

  async #fetch(): Promise<void> {
    this.#waiting = false;
    const ids = [...this.#wanted];
    this.#wanted = new Set();
    for (const id of ids) this.#asked.set(id, this.now());
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const part = ids.slice(start, start + AT_ONCE);
      try {
        this.#learn((await this.ask(part)).files);
      } catch {
        // Without a connection: they are asked for again when there is one.
        for (const id of part) this.#asked.delete(id);
      }
    }
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => this.want(this.#shown), LIFE + 1000);
  }

  #learn(links: readonly FileLink[]): void {
    const known = new Map(this.#known.peek());
    for (const link of links) {
      known.delete(link.id);
      known.set(link.id, {
        ...link,
        url: this.#absolute(link.url),
        thumbnailUrl: link.thumbnailUrl && this.#absolute(link.thumbnailUrl),
      });
    }
    for (const id of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(id);
      this.#asked.delete(id);
    }
    this.#known.value = known;
  }

  #absolute(url: string): string {
    return new URL(url, this.origin).href;
  }
}
