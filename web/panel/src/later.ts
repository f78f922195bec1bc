/** Fetches the sheets when one is first wanted, and their texts anew when the language changes. */

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { LaterLanguage } from "./later/words";

type Sheets = typeof import("./later/sheets");

export interface Ready {
  readonly sheets: Sheets;
  readonly words: LaterLanguage;
}

export class Later {
  /** Null until everything is there. */
  readonly ready = signal<Ready | null>(null);
  readonly stop: () => void;

  /** `styled` is given the sheets' styles, once. */
  constructor(
    locale: ReadonlySignal<string | null>,
    wanted: ReadonlySignal<boolean>,
    styled: (css: string) => void,
  ) {
    let round = 0;
    let dressed = false;
    this.stop = effect(() => {
      const tag = locale.value;
      if (!wanted.value && this.ready.peek() === null) return;
      round += 1;
      const mine = round;
      this.#load(tag)
        .then((ready) => {
          if (mine !== round) return;
          if (!dressed) styled(ready.sheets.LATER_STYLES);
          dressed = true;
          this.ready.value = ready;
        })
        .catch(() => {
          // The network: whoever opens one once more asks once more.
        });
    });
  }

  async #load(locale: string | null): Promise<Ready> {
    const sheets = await import("./later/sheets");
    const words = await sheets.loadWords(locale);
    if (words === null) throw new Error("no texts");
    return { sheets, words };
  }
}
