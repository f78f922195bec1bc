/** The list of messages. The client holds two hundred of them at most, so that all may stand in the page. */
import { dayName } from "@chathub/ui/dates";
import { Drawing } from "@chathub/ui/drawing";
import { DOWN } from "@chathub/ui/paths";
import { Bubble } from "@chathub/ui/thread/Bubble";
import { type Entry, type FileAddress, type Row, rowsOf } from "@chathub/ui/thread/rows";
import { useLanguage } from "@chathub/ui/words";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Files as DrawFiles } from "../later/files";
import type { ChatKey } from "../locales/en";
import { type Scrolled, useScroll } from "./scroll";

export interface ThreadProps extends Scrolled {
  /** Who is typing, or null. */
  typing: string | null;
  /** The address of a file, if known; `wanted` names the files on show, whenever they change. */
  address(id: string): FileAddress | undefined;
  wanted(ids: readonly string[]): void;
  retry(key: string): void;
  discard(key: string): void;
  /** Adds the styles of what is loaded later. */
  style(css: string): void;
  /** Shown in place of entries when there are none. */
  children: ComponentChildren;
}

export function Thread(props: ThreadProps) {
  const { say } = useLanguage<ChatKey>();
  const { loading } = props;
  const label = say("chat.messages");
  const files = props.entries.flatMap((entry) => entry.files.map((file) => file.id)).join(" ");
  const drawing = useSignal<typeof DrawFiles | null>(null);
  // A message waits for what draws its files: one that grows afterwards would push the others.
  const drawn = useRef<readonly Entry[]>([]);
  if (!files || drawing.value) drawn.current = props.entries;
  const entries = drawn.current;
  const { box, content, away, fresh, onScroll, toEnd } = useScroll({ ...props, entries });
  // Asks again only when other files are shown.
  useEffect(() => {
    if (!files) return;
    props.wanted(files.split(" "));
    import("../later/files").then(
      ({ FILE_STYLES, Files }) => {
        props.style(FILE_STYLES);
        drawing.value = Files;
      },
      () => {
        // Better without its files than not at all.
        drawing.value ??= () => <></>;
      },
    );
  }, [files]);
  return (
    <div class="thread">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="scroller" ref={box} onScroll={onScroll} tabIndex={0} aria-label={label}>
        {props.more || loading ? (
          <div class={loading ? "older" : "older idle"} role="status">
            {loading ? <span class="unseen">{say("ui.older")}</span> : null}
            <span class="spinner" />
          </div>
        ) : null}
        {entries.length || loading ? null : <div class="empty">{props.children}</div>}
        <div role="log" aria-live="off" aria-label={label} ref={content}>
          <ol class="entries">
            {rowsOf(entries).map((row) => (
              <RowView key={row.key} row={row} thread={props} Files={drawing.value} />
            ))}
          </ol>
        </div>
        <Typing name={props.typing} />
      </section>
      <Spoken entries={entries} />
      {away ? (
        <button
          type="button"
          class="latest"
          onClick={toEnd}
          aria-label={fresh ? undefined : say("ui.latest")}
        >
          {fresh ? <span>{say("ui.new", { count: fresh })}</span> : null}
          <Drawing d={DOWN} size={18} />
        </button>
      ) : null}
    </div>
  );
}

interface RowProps {
  row: Row;
  thread: ThreadProps;
  /** How files are drawn, once there are any. */
  Files: typeof DrawFiles | null;
}

function RowView({ row, thread, Files }: RowProps) {
  const { locale } = useLanguage();
  if (row.kind === "message") {
    const { address, retry, discard } = thread;
    const { files } = row.entry;
    const drawn = Files && files.length > 0 ? <Files files={files} address={address} /> : null;
    return <Bubble {...row} files={drawn} retry={retry} discard={discard} />;
  }
  if (row.kind === "unread") return null;
  return (
    <li class="day">
      <span>{dayName(row.at, locale, Date.now())}</span>
    </li>
  );
}

/** Reads out what others write while the thread is open. The log itself is silent: it also grows at its top. */
function Spoken({ entries }: { entries: readonly Entry[] }) {
  const known = useRef(entries.at(-1)?.at ?? 0);
  const fresh = entries.filter(({ side, at }) => side !== "own" && at > known.current);
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
