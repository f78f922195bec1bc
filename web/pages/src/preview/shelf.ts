/** What the widget keeps while the page is there: one thing, whichever channel it takes itself for when drawn anew. */
export class Shelf {
  #kept: string | null = null;

  getItem(): string | null {
    return this.#kept;
  }

  setItem(_name: string, text: string): void {
    this.#kept = text;
  }

  removeItem(): void {
    this.#kept = null;
  }
}
