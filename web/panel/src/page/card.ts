/** What the page knows of a customer, as it hands it in: plain text rows, whatever it sends. */

import { signal } from "@preact/signals";

export interface CardRow {
  readonly label: string;
  readonly value: string;
}

export interface Card {
  /** The conversation it belongs to; null is the one that is open. */
  readonly conversation: number | null;
  readonly title: string | null;
  readonly rows: readonly CardRow[];
}

const MOST_CARDS = 100;
const MOST_ROWS = 50;
const LONGEST = 2000;

/** The cards that the page has handed in, by conversation. */
export class Cards {
  readonly #cards = signal<ReadonlyMap<number, Card>>(new Map());

  of(conversation: number): Card | undefined {
    return this.#cards.value.get(conversation);
  }

  /** Shows a card beside its conversation, or beside the one that is open; null takes that one's away. */
  put(given: unknown, open: number | null): void {
    const card = readCard(given);
    const conversation = card?.conversation ?? open;
    if (conversation === null) {
      console.error("setContext names no conversation, and none is open: the card is not shown.");
      return;
    }
    const cards = new Map(this.#cards.peek());
    cards.delete(conversation);
    if (card !== null) cards.set(conversation, card);
    this.#cards.value = new Map([...cards].slice(-MOST_CARDS));
  }
}

/** Reads a card. Pages are written by others: what makes no sense is left out, and nothing throws. */
export function readCard(given: unknown): Card | null {
  if (typeof given !== "object" || given === null) return null;
  const { conversation, title, rows } = given as Record<string, unknown>;
  return {
    conversation: Number.isSafeInteger(conversation) ? Number(conversation) : null,
    title: plain(title) || null,
    rows: Array.isArray(rows) ? rows.slice(0, MOST_ROWS).flatMap(readRow) : [],
  };
}

function readRow(given: unknown): CardRow[] {
  if (typeof given !== "object" || given === null) return [];
  const { label, value } = given as Record<string, unknown>;
  const row = { label: plain(label), value: plain(value) };
  return row.label === "" || row.value === "" ? [] : [row];
}

function plain(value: unknown): string {
  const known = ["string", "number", "boolean", "bigint"].includes(typeof value);
  return known ? String(value).trim().slice(0, LONGEST) : "";
}
