/** What an operator wants to be told of and how: kept in this browser, by operator, and never with a token. */

import { type ReadonlySignal, signal } from "@preact/signals";

export interface Choices {
  /** A sound, or a notification of the browser, for a conversation that waits, or a new message. */
  readonly soundWaiting: boolean;
  readonly soundMessage: boolean;
  readonly notifyWaiting: boolean;
  readonly notifyMessage: boolean;
  /** Keys that act while the panel has the focus. */
  readonly shortcuts: boolean;
  /** The operator is not at the desk. */
  readonly away: boolean;
}

const USUAL: Choices = {
  soundWaiting: true,
  soundMessage: true,
  notifyWaiting: true,
  notifyMessage: true,
  shortcuts: true,
  away: false,
};

export interface KeptChoices {
  readonly value: ReadonlySignal<Choices>;
  change(part: Partial<Choices>): void;
  stop(): void;
}

/** The choices of one operator of one server. */
export function keptChoices(apiOrigin: string, owner: string): KeptChoices {
  const key = `chathub.panel.choices ${apiOrigin} ${owner}`;
  const value = signal(read(key));
  // What is chosen in one tab counts in all of them.
  const follow = (event: StorageEvent) => {
    if (event.key === key) value.value = read(key);
  };
  addEventListener("storage", follow);
  return {
    value,
    change(part) {
      value.value = { ...value.peek(), ...part };
      try {
        localStorage.setItem(key, JSON.stringify(value.peek()));
      } catch {
        // Storage is refused here: they hold for as long as the page does.
      }
    },
    stop: () => removeEventListener("storage", follow),
  };
}

function read(key: string): Choices {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    const known = Object.entries(kept ?? {}).filter(
      ([name, on]) => name in USUAL && typeof on === "boolean",
    );
    return { ...USUAL, ...Object.fromEntries(known) };
  } catch {
    // Refused, or written by somebody else.
    return USUAL;
  }
}
