/** One message: who, what, when, and how far it got. */

import { clockTime, fullTime } from "../dates";
import { Icon, type IconName } from "../icons";
import { Text } from "../text";
import { useLanguage } from "../words";
import { Files } from "./Files";
import type { Entry, FileAddress } from "./rows";

export interface BubbleProps {
  entry: Entry;
  first: boolean;
  last: boolean;
  marked?: boolean;
  address(id: string): FileAddress | undefined;
  retry?: ((key: string) => void) | undefined;
  discard?: ((key: string) => void) | undefined;
}

const MARKS: Record<NonNullable<Entry["mark"]>, IconName> = {
  pending: "clock",
  failed: "alert",
  sent: "check",
  read: "checks",
};

export function Bubble(props: BubbleProps) {
  const { entry, first, last } = props;
  const { say } = useLanguage();
  const kind = entry.note ? "note" : entry.side;
  const shape = `${first ? " first" : ""}${last ? " last" : ""}${props.marked ? " marked" : ""}`;
  return (
    <li class={`entry ${kind}${shape}`} data-key={entry.key}>
      {first && entry.author !== null && entry.side !== "middle" ? (
        <div class="author">
          {entry.note ? <Icon name="note" size={14} /> : null}
          <span>{entry.author}</span>
          {entry.note ? <span class="note-hint">{say("ui.note")}</span> : null}
        </div>
      ) : null}
      <div class={`bubble${entry.mark === "failed" ? " failed" : ""}`}>
        {entry.files.length > 0 ? <Files files={entry.files} address={props.address} /> : null}
        {entry.text !== "" ? <Text text={entry.text} /> : null}
        {entry.side === "middle" ? null : <Stamp entry={entry} />}
      </div>
      {entry.mark === "failed" ? <Failure {...props} /> : null}
    </li>
  );
}

function Stamp(props: { entry: Entry }) {
  const { at, mark } = props.entry;
  const { locale, say } = useLanguage();
  return (
    <div class="stamp">
      <time dateTime={new Date(at).toISOString()} title={fullTime(at, locale)}>
        {clockTime(at, locale)}
      </time>
      {mark === null ? null : (
        <span class={`tick ${mark}`}>
          <Icon name={MARKS[mark]} size={14} />
          <span class="unseen">{say(`ui.${mark}`)}</span>
        </span>
      )}
    </div>
  );
}

function Failure({ entry, retry, discard }: BubbleProps) {
  const { say } = useLanguage();
  return (
    <div class="failure" role="alert">
      <span>{entry.reason ?? say("ui.failed")}</span>
      {retry ? (
        <button type="button" class="link" onClick={() => retry(entry.key)}>
          {say("ui.retry")}
        </button>
      ) : null}
      {discard ? (
        <button type="button" class="link" onClick={() => discard(entry.key)}>
          {say("ui.discard")}
        </button>
      ) : null}
    </div>
  );
}
