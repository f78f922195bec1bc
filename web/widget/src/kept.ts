/** What this browser keeps of a customer, under one key: whose it is, the token, and what is not sent yet. */

/** What is kept; `pending` belongs to whoever sends it. */
export interface KeptRecord {
  /** Whom the page's `userJWT` named; null for an anonymous customer. */
  readonly person: string | null;
  readonly token: string | null;
  readonly pending: readonly unknown[];
  /** Whether new messages make no sound. */
  readonly muted?: boolean;
}

/** The part of the browser's storage that is used here. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Reads and writes what is kept for one channel and person. Every tab reads afresh before it writes, so none
 * overwrites what another one added. Where the browser refuses its storage, it lasts as long as the page.
 */
export class Kept {
  readonly #key: string;
  readonly #nothing: KeptRecord;
  #shelf: Shelf | null;
  #memory: KeptRecord;

  constructor(
    guid: string,
    readonly person: string | null,
    shelf: Shelf | null,
  ) {
    this.#key = `chathub.${guid.toLowerCase()}`;
    this.#nothing = this.#memory = { person, token: null, pending: [] };
    this.#shelf = shelf;
    this.#tidy();
  }

  /** Whether there is an earlier conversation, or something left to send. */
  begun(): boolean {
    const { token, pending } = this.read();
    return token !== null || pending.length > 0;
  }

  read(): KeptRecord {
    const stored = this.#stored();
    // Somebody else signed in on another tab. Theirs is not touched, and this page goes on by itself.
    if (stored && stored.person !== this.person) this.#shelf = null;
    if (this.#shelf) this.#memory = stored ?? this.#nothing;
    return this.#memory;
  }

  change(part: Partial<Omit<KeptRecord, "person">>): void {
    this.#memory = { ...this.read(), ...part };
    try {
      this.#shelf?.setItem(this.#key, JSON.stringify(this.#memory));
    } catch {
      // Full or refused: what is in memory is newer than what is on the shelf now, and must win.
      this.#shelf = null;
    }
  }

  /** Keeps nothing any more, as if this browser had never been here. */
  forget(): void {
    this.#memory = this.#nothing;
    try {
      this.#shelf?.removeItem(this.#key);
    } catch {
      // Refused: there was nothing to remove.
      this.#shelf = null;
    }
  }

  /** Calls back when another tab changed what is kept; gives back how to stop that. */
  watch(changed: () => void): () => void {
    const listen = ({ key }: StorageEvent) => {
      if (key === this.#key) changed();
    };
    window.addEventListener("storage", listen);
    return () => window.removeEventListener("storage", listen);
  }

  /**
   * Forgets what is kept of somebody else: after signing out, or when another person signs in, nobody may see
   * or continue what the one before wrote. What an anonymous customer began goes on once it says who it is.
   */
  #tidy(): void {
    const stored = this.#stored();
    if (!stored || stored.person === this.person) return;
    try {
      if (stored.person === null) {
        this.#shelf?.setItem(this.#key, JSON.stringify({ ...stored, person: this.person }));
      } else this.#shelf?.removeItem(this.#key);
    } catch {
      this.#shelf = null;
    }
  }

  #stored(): KeptRecord | null {
    try {
      return parse(this.#shelf?.getItem(this.#key) ?? null);
    } catch {
      // Refused: from here on this page remembers for itself.
      this.#shelf = null;
      return null;
    }
  }
}

/** Opens what is kept for a channel, for the person whom the page names. */
export function openKept(guid: string, person: string | null): Kept {
  return new Kept(guid, person, browserShelf());
}

function browserShelf(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    // In a sandboxed frame the mere question throws.
    return null;
  }
}

function parse(text: string | null): KeptRecord | null {
  if (text === null) return null;
  try {
    const { person, token, pending, muted } = JSON.parse(text) as Partial<KeptRecord>;
    return {
      person: typeof person === "string" ? person : null,
      token: typeof token === "string" ? token : null,
      pending: Array.isArray(pending) ? pending : [],
      ...(muted === true && { muted }),
    };
  } catch {
    // Something else wrote there. There is nothing in it that could be continued.
    return null;
  }
}
