/** How far a client came in the stream of events: what it resumes from, and what it has seen already. */
import type { Cursor, EventFrame, SnapshotFrame, Welcome } from "./generated";

export class Progress {
  #epoch = "";
  #cursor: Cursor | null = null;

  /** Null where there is nothing that could be gone on from. */
  get cursor(): Cursor | null {
    return this.#cursor;
  }

  welcome({ epoch, resumed }: Welcome): void {
    this.#epoch = epoch;
    if (!resumed) this.#cursor = null;
  }

  snapshot({ snapshot }: SnapshotFrame): void {
    const at = snapshot.kind === "operator" ? snapshot.position : snapshot.seq;
    this.#cursor = { epoch: this.#epoch, at };
  }

  /** Whether the event is news; from then on it is not. */
  take({ position, seq }: EventFrame): boolean {
    const number = position ?? seq;
    // Without a number it stands outside of the order.
    if (number === undefined) return true;
    if (number <= (this.#cursor?.at ?? 0)) return false;
    this.advance(number);
    return true;
  }

  /** Everything up to there is here, though some of it was not for this client. */
  advance(at: number): void {
    if (this.#cursor && at > this.#cursor.at) this.#cursor = { ...this.#cursor, at };
  }

  /** The server has sent more than came. */
  isBehind(at: number): boolean {
    return at > (this.#cursor?.at ?? 0);
  }

  forget(): void {
    this.#cursor = null;
  }
}
