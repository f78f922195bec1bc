/** What is written in each conversation and not sent yet; the texts outlive a reload of the page. */

import type { OperatorClient } from "@chathub/protocol";
import { createUploads, fileSize, type SendFile, type Uploads } from "@chathub/ui";
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PanelLanguage } from "./names";
import type { KeptText } from "./written";

export interface Draft {
  readonly text: Signal<string>;
  readonly note: Signal<boolean>;
  readonly uploads: Uploads;
}

const MOST_FILES = 5;
const LARGEST_FILE = 25 * 2 ** 20;

/** Where texts are kept meanwhile. */
export interface Keeper {
  drafts(): [number, KeptText][];
  keep(conversation: number, draft: KeptText): void;
}

export class Drafts {
  readonly #stops: (() => void)[] = [];
  readonly #drafts = new Map<number, Draft>();

  constructor(
    private readonly client: Pick<OperatorClient, "upload">,
    private readonly language: ReadonlySignal<PanelLanguage>,
    private readonly keeper: Keeper,
  ) {
    for (const [id, draft] of keeper.drafts()) this.#begin(id, draft);
  }

  /** The draft of a conversation, empty at first. */
  of(id: number): Draft {
    return this.#drafts.get(id) ?? this.#begin(id, { text: "", note: false });
  }

  has(id: number): boolean {
    const draft = this.#drafts.get(id);
    return draft !== undefined && (draft.text.value !== "" || draft.uploads.list.value.length > 0);
  }

  /** Gives up all uploads; the texts stay where they are kept. */
  clear(): void {
    for (const stop of this.#stops) stop();
    for (const draft of this.#drafts.values()) draft.uploads.clear();
    this.#drafts.clear();
  }

  #begin(id: number, { text, note }: KeptText): Draft {
    const draft = { text: signal(text), note: signal(note), uploads: this.#uploads() };
    this.#drafts.set(id, draft);
    let first = true;
    this.#stops.push(
      effect(() => {
        const now = { text: draft.text.value, note: draft.note.value };
        if (!first) this.keeper.keep(id, now);
        first = false;
      }),
    );
    return draft;
  }

  #uploads(): Uploads {
    const spoken = () => this.language.peek();
    const send: SendFile = (file, progress, stop) => this.client.upload(file, progress, stop);
    return createUploads(send, {
      atMost: MOST_FILES,
      largest: LARGEST_FILE,
      tooMany: () => spoken().say("ui.too-many", { count: MOST_FILES }),
      tooLarge: ({ name }) =>
        spoken().say("ui.too-large", { name, size: fileSize(LARGEST_FILE, spoken().locale) }),
      failed: ({ name }, error) =>
        error instanceof Error && error.message
          ? error.message
          : spoken().say("ui.upload-failed", { name }),
    });
  }
}
