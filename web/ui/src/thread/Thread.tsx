/** The list of messages: windowed, at the newest by default, and never moving under the reader's eyes. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { dayName } from "../dates";
import { Drawing } from "../drawing";
import { Icon } from "../icons";
import { DOWN } from "../paths";
import { useLanguage } from "../words";
import { Bubble } from "./Bubble";
import { Files } from "./Files";
import { type Entry, type FileAddress, type Row, rowsOf } from "./rows";
import { type Place, useScroll } from "./scroll";

export interface ThreadProps {
  entries: readonly Entry[];
  /** There are older entries than these; `older` asks for them. */
  more: boolean;
  loading: boolean;
  older(): void;
  /** Newer entries than these were let go; `latest` brings them back. */
  newer?: boolean;
  /** Fetches the entries that follow these. */
  forward?: () => void;
  latest?(): void;
  label: string;
  unreadKey?: string | null | undefined;
  /** An entry that was searched for. */
  markedKey?: string | null | undefined;
  /** Who is typing, or null. */
  typing?: string | null | undefined;
  /** The address of a file, if known; `wanted` names the files on show, whenever they change. */
  address(id: string): FileAddress | undefined;
  wanted(ids: readonly string[]): void;
  retry?: (key: string) => void;
  discard?: (key: string) => void;
  /** Told whether the newest entry is in view: then it counts as read. */
  atEnd?: (yes: boolean) => void;
  /** Where the reader was the last time, and where to keep it. */
  place?: Place;
  /** Shown in place of entries when there are none. */
  children?: ComponentChildren;
  now?: number;
}

export function Thread(props: ThreadProps) {
  const { say } = useLanguage();
  const scroll = useScroll(props);
  const shown = props.entries.slice(scroll.span.from, scroll.span.to);
  const files = shown.flatMap((entry) => entry.files.map((file) => file.id)).join(" ");
  // Asks again only when other files are shown.
  useEffect(() => {
    if (files !== "") props.wanted(files.split(" "));
  }, [files]);
  const empty = props.entries.length === 0 && !props.loading;
  return (
    <div class="thread">
      <section
        class="scroller"
        ref={scroll.box}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={props.label}
      >
        {props.more || props.loading ? <Older hidden={!props.loading} /> : null}
        {empty ? <div class="empty">{props.children}</div> : null}
        <div role="log" aria-live="off" aria-label={props.label} ref={scroll.content}>
          <ol class="entries">
            {rowsOf(shown, props.unreadKey ?? null).map((row) => (
              <RowView key={row.key} row={row} thread={props} />
            ))}
          </ol>
        </div>
        <Typing name={props.typing ?? null} />
      </section>
      <Spoken entries={props.entries} />
      {scroll.unreadAbove ? (
        <button type="button" class="to-unread" onClick={scroll.toUnread}>
          <Icon name="up" size={16} />
          {say("ui.unread")}
        </button>
      ) : null}
      {scroll.away ? (
        <button
          type="button"
          class="latest"
          onClick={scroll.toEnd}
          aria-label={scroll.fresh ? undefined : say("ui.latest")}
        >
          {scroll.fresh ? <span>{say("ui.new", { count: scroll.fresh })}</span> : null}
          <Drawing d={DOWN} size={18} />
        </button>
      ) : null}
    </div>
  );
}

function RowView({ row, thread }: { row: Row; thread: ThreadProps }) {
  const { locale, say } = useLanguage();
  if (row.kind === "day") {
    return (
      <li class="day">
        <span>{dayName(row.at, locale, thread.now ?? Date.now())}</span>
      </li>
    );
  }
  if (row.kind === "unread") {
    return (
      <li class="unread-line">
        <span>{say("ui.unread")}</span>
      </li>
    );
  }
  return (
    <Bubble
      entry={row.entry}
      first={row.first}
      marked={row.key === thread.markedKey}
      author={row.entry.note ? <NoteAuthor name={row.entry.author} /> : undefined}
      files={filesOf(row.entry, thread)}
      retry={thread.retry}
      discard={thread.discard}
    />
  );
}

function filesOf({ files }: Entry, { address }: ThreadProps) {
  return files.length > 0 ? <Files files={files} address={address} /> : null;
}

function NoteAuthor({ name }: { name: string | null }) {
  const { say } = useLanguage();
  return (
    <>
      <Icon name="note" size={14} />
      <span>{name}</span>
      <span class="note-hint">{say("ui.note")}</span>
    </>
  );
}

function Older(props: { hidden: boolean }) {
  const { say } = useLanguage();
  return (
    <div class={props.hidden ? "older idle" : "older"} role="status">
      {props.hidden ? null : <span class="unseen">{say("ui.older")}</span>}
      <span class="spinner" />
    </div>
  );
}

/** Reads out what others write while the thread is open. The log itself is silent: it also grows at its top. */
function Spoken(props: { entries: readonly Entry[] }) {
  const newest = props.entries.at(-1);
  const known = useRef(newest?.at ?? 0);
  const fresh = props.entries.filter((entry) => entry.side !== "own" && entry.at > known.current);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {fresh.slice(-3).map((entry) => (
        <p key={entry.key}>
          {entry.author ? `${entry.author}: ` : ""}
          {entry.text || entry.files.map((file) => file.name).join(", ")}
        </p>
      ))}
    </div>
  );
}

/** Somebody is typing. The place for it is always there, so that it does not push the messages. */
function Typing({ name }: { name: string | null }) {
  const { say } = useLanguage();
  return (
    <div class="typing" aria-live="off">
      {name === null ? null : (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{say("ui.typing", { name })}</span>
        </>
      )}
    </div>
  );
}
