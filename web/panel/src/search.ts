/** Searching: asks when the typing pauses, and never shows an older answer than the text. */

import type { Hit, OperatorClient } from "@chathub/protocol";
import { batch, signal } from "@preact/signals";

const PAUSE_MS = 250;
const SHORTEST = 2;

export class Search {
  readonly text = signal("");
  readonly hits = signal<readonly Hit[]>([]);
  readonly state = signal<"idle" | "short" | "busy" | "done" | "failed">("idle");
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: Pick<OperatorClient, "search">) {}

  readonly find = (text: string): void => {
    clearTimeout(this.#timer);
    const wanted = text.trim();
    batch(() => {
      this.text.value = text;
      this.state.value = wanted === "" ? "idle" : [...wanted].length < SHORTEST ? "short" : "busy";
      if (this.state.value !== "busy") this.hits.value = [];
    });
    if (this.state.value === "busy") this.#timer = setTimeout(() => this.#ask(text), PAUSE_MS);
  };

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #ask(text: string): Promise<void> {
    let hits: readonly Hit[] = [];
    let state: "done" | "failed" = "done";
    try {
      hits = (await this.client.search(text.trim())).hits;
    } catch {
      // The list says that it did not work, and the next key asks again.
      state = "failed";
    }
    if (this.text.value !== text) return;
    batch(() => {
      this.hits.value = hits;
      this.state.value = state;
    });
  }
}
