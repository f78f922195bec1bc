/** A thread as it is drawn: day lines, a line before what is unread, and messages in groups. */

import { startOfDay } from "../dates";

/** A stored file. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly thumbnail: boolean;
}

/** Where a file's bytes are for now. */
export interface FileAddress {
  readonly url: string;
  readonly thumbnailUrl: string | null;
}

/** What a thread shows of one message. */
export interface Entry {
  /** The browser's own id of the message, which stays when a sent message becomes a stored one. */
  readonly key: string;
  readonly at: number;
  readonly side: "own" | "other" | "middle";
  readonly author: string | null;
  readonly text: string;
  readonly files: readonly FileView[];
  readonly note: boolean;
  readonly mark: "pending" | "failed" | "sent" | "read" | null;
  /** Why it could not be sent. */
  readonly reason: string | null;
}

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly entry: Entry;
      /** The first of its group carries the name. */
      readonly first: boolean;
    };

const GROUP = 5 * 60_000;

/** Makes the rows of these entries, oldest first. `unreadKey` is the first entry that is not read yet. */
export function rowsOf(entries: readonly Entry[], unreadKey: string | null = null): Row[] {
  const rows: Row[] = [];
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    const day = startOfDay(entry.at);
    const newDay = before === undefined || startOfDay(before.at) !== day;
    if (newDay) rows.push({ kind: "day", key: `day ${day} ${entry.key}`, at: entry.at });
    const unread = entry.key === unreadKey;
    if (unread) rows.push({ kind: "unread", key: "unread" });
    rows.push({
      kind: "message",
      key: entry.key,
      entry,
      first: newDay || unread || !together(before, entry),
    });
  });
  return rows;
}

function together(one: Entry, other: Entry): boolean {
  return (
    one.side === other.side &&
    one.author === other.author &&
    one.note === other.note &&
    one.mark !== "failed" &&
    other.at - one.at < GROUP &&
    startOfDay(one.at) === startOfDay(other.at)
  );
}
