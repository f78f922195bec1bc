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
  /** What the other tabs of this person read for a moment when it logs out. */
  readonly #farewell: string;
  #shelf: Shelf | null;
  #memory: KeptRecord;

  constructor(
    guid: string,
    readonly person: string | null,
    shelf: Shelf | null,
  ) {
    this.#key = `chathub.${guid.toLowerCase()}`;
    this.#nothing = this.#memory = { person, token: null, pending: [] };
    this.#farewell = `gone ${person}`;
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
    this.#put(JSON.stringify(this.#memory));
  }

  /** Keeps nothing any more, as if this browser had never been here. */
  forget(): void {
    this.#memory = this.#nothing;
    this.#put(this.#farewell);
    this.#put(null);
  }

  /**
   * Calls back when another tab changed what is kept, with whether this very person has logged out there; gives back
   * how to stop that.
   */
  watch(changed: (gone: boolean) => void): () => void {
    const listen = ({ key, newValue }: StorageEvent) => {
      if (key === this.#key) changed(newValue === this.#farewell);
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
    this.#put(stored.person === null ? JSON.stringify({ ...stored, person: this.person }) : null);
  }

  #put(text: string | null): void {
    try {
      if (text === null) this.#shelf?.removeItem(this.#key);
      else this.#shelf?.setItem(this.#key, text);
    } catch {
      // Full or refused: what is in memory is newer than what is on the shelf now, and must win.
      this.#shelf = null;
    }
  }

  #stored(): KeptRecord | null {
    try {
      return parse(this.#shelf?.getItem(this.#key));
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

function parse(text: string | null | undefined): KeptRecord | null {
  try {
    const { person, token, pending, muted } = JSON.parse(`${text}`) as Partial<KeptRecord>;
    return {
      person: typeof person === "string" ? person : null,
      token: typeof token === "string" ? token : null,
      pending: Array.isArray(pending) ? pending : [],
      ...(muted === true && { muted }),
    };
  } catch {
    // Nothing, or something that is not ours. There is nothing in it that could be continued.
    return null;
  }
}
