/** One message: who, what, when, and how far it got. */

import type { ComponentChildren } from "preact";
import { clockTime, fullTime } from "../dates";
import { Drawing } from "../drawing";
import { ALERT, CHECK, CHECKS, CLOCK } from "../paths";
import { Text } from "../text";
import { useLanguage } from "../words";
import type { Entry } from "./rows";

export interface BubbleProps {
  entry: Entry;
  first: boolean;
  marked?: boolean;
  /** In place of the author's name. */
  author?: ComponentChildren;
  /** The message's files, drawn. */
  files?: ComponentChildren;
  retry?: ((key: string) => void) | undefined;
  discard?: ((key: string) => void) | undefined;
}

const MARKS: Record<NonNullable<Entry["mark"]>, string> = {
  pending: CLOCK,
  failed: ALERT,
  sent: CHECK,
  read: CHECKS,
};

export function Bubble(props: BubbleProps) {
  const { entry, first } = props;
  const kind = entry.note ? "note" : entry.side;
  const shape = `${first ? " first" : ""}${props.marked ? " marked" : ""}`;
  return (
    <li class={`entry ${kind}${shape}`} data-key={entry.key}>
      {first && entry.author !== null && entry.side !== "middle" ? (
        <div class="author">{props.author ?? entry.author}</div>
      ) : null}
      <div class={`bubble${entry.mark === "failed" ? " failed" : ""}`}>
        {props.files}
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
        <span>
          <Drawing d={MARKS[mark]} size={14} />
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
