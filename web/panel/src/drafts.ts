/** What is written in each conversation and not sent yet: kept in memory, never in storage. */

import type { OperatorClient } from "@chathub/protocol";
import { createUploads, fileSize, type SendFile, type Uploads } from "@chathub/ui";
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PanelLanguage } from "./names";

export interface Draft {
  readonly text: Signal<string>;
  readonly note: Signal<boolean>;
  readonly uploads: Uploads;
}

const MOST_FILES = 5;
const LARGEST_FILE = 25 * 2 ** 20;

export class Drafts {
  readonly #drafts = new Map<number, Draft>();

  constructor(
    private readonly client: Pick<OperatorClient, "upload">,
    private readonly language: ReadonlySignal<PanelLanguage>,
  ) {}

  /** The draft of a conversation, empty at first. */
  of(id: number): Draft {
    let draft = this.#drafts.get(id);
    if (draft === undefined) {
      draft = { text: signal(""), note: signal(false), uploads: this.#uploads() };
      this.#drafts.set(id, draft);
    }
    return draft;
  }

  has(id: number): boolean {
    const draft = this.#drafts.get(id);
    return draft !== undefined && (draft.text.value !== "" || draft.uploads.list.value.length > 0);
  }

  /** Gives up all uploads. */
  clear(): void {
    for (const draft of this.#drafts.values()) draft.uploads.clear();
    this.#drafts.clear();
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
