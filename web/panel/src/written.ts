/** What an operator has written and not sent, over a reload of the page: texts only, in this tab only, never a token. */

import type { Pending, PendingStore } from "@chathub/protocol";

export interface KeptText {
  readonly text: string;
  readonly note: boolean;
}

interface Kept {
  readonly owner: string;
  readonly drafts: Readonly<Record<string, KeptText>>;
  readonly pending: readonly unknown[];
}

const KEY = "chathub.panel.written";

/** Kept for one operator of one server: another one finds nothing, and what was there is gone. */
export class Written implements PendingStore {
  #kept: Kept;

  /** `panel` tells the panels of a page apart. */
  constructor(
    private readonly panel: string,
    owner: string,
  ) {
    const kept = this.#stored();
    this.#kept = kept?.owner === owner ? kept : { owner, drafts: {}, pending: [] };
    if (kept !== null && kept.owner !== owner) this.#store();
  }

  drafts(): [number, KeptText][] {
    return Object.entries(this.#kept.drafts).map(([id, draft]) => [Number(id), draft]);
  }

  keep(conversation: number, draft: KeptText): void {
    const { [conversation]: _, ...others } = this.#kept.drafts;
    const drafts = draft.text === "" ? others : { ...others, [conversation]: draft };
    this.#kept = { ...this.#kept, drafts };
    this.#store();
  }

  read(): readonly unknown[] {
    return this.#kept.pending;
  }

  write(pending: readonly Pending[]): void {
    if (pending.length === 0 && this.#kept.pending.length === 0) return;
    this.#kept = { ...this.#kept, pending };
    this.#store();
  }

  #store(): void {
    const { drafts, pending } = this.#kept;
    try {
      const empty = Object.keys(drafts).length === 0 && pending.length === 0;
      if (empty) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // Refused or full: it is kept as long as the page.
    }
  }

  #stored(): Kept | null {
    try {
      return parse(sessionStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  get #key(): string {
    return `${KEY} ${this.panel}`;
  }
}

function parse(text: string | null): Kept | null {
  const kept = JSON.parse(text ?? "null") as Partial<Kept> | null;
  if (typeof kept?.owner !== "string") return null;
  const drafts = Object.entries(kept.drafts ?? {}).filter(
    ([id, draft]) => Number(id) > 0 && typeof draft?.text === "string",
  );
  return {
    owner: kept.owner,
    drafts: Object.fromEntries(
      drafts.map(([id, { text, note }]) => [id, { text, note: note === true }]),
    ),
    pending: Array.isArray(kept.pending) ? kept.pending : [],
  };
}
