/** Read marks on their way: only the newest of each conversation counts, and none is lost with a connection. */

interface Mark {
  upto: number;
  told: number;
  busy: boolean;
}

export class Marks {
  readonly #marks = new Map<number | null, Mark>();

  /** `tell` rejects where the server has not taken the mark. */
  constructor(
    private readonly tell: (conversation: number | null, upto: number) => Promise<unknown>,
  ) {}

  seen(conversation: number | null, upto: number): void {
    const mark = this.#marks.get(conversation) ?? { upto: 0, told: 0, busy: false };
    if (upto <= mark.upto) return;
    mark.upto = upto;
    this.#marks.set(conversation, mark);
    void this.#send(conversation, mark);
  }

  /** Connected again: what was not taken is told again. */
  live(): void {
    for (const [conversation, mark] of this.#marks) void this.#send(conversation, mark);
  }

  clear(): void {
    this.#marks.clear();
  }

  async #send(conversation: number | null, mark: Mark): Promise<void> {
    const { upto } = mark;
    if (mark.busy || upto <= mark.told) return;
    mark.busy = true;
    try {
      await this.tell(conversation, upto);
      mark.told = upto;
    } catch {
      // It stays as it is until the next mark or the next connection: nothing else depends on it.
      mark.busy = false;
      return;
    }
    mark.busy = false;
    await this.#send(conversation, mark);
  }
}
