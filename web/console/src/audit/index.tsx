/** Who changed what, and when. */
import { Button, Skeleton } from "@chathub/ui";
import { clockTime, dayName, fullTime, startOfDay } from "@chathub/ui/dates";
import { useState } from "preact/hooks";
import type { AuditEntry } from "../api/types";
import { Failure } from "../parts/Failure";
import { Labelled } from "../parts/Field";
import { Card, Empty, Page } from "../parts/Page";
import { shell } from "../shell-words";
import { adopt } from "../theme";
import { locale } from "../words";
import STYLES from "./audit.css?inline";
import { useLog } from "./log";
import { KINDS, type Kind, sentenceOf } from "./sentence";
import { words } from "./words";

export { words };

adopt(STYLES);

export function Screen() {
  const [kind, setKind] = useState<Kind | "">("");
  const log = useLog(kind);
  return (
    <Page title={words.say("title")} lead={words.say("lead")}>
      <div class="tools">
        <Labelled label={words.say("kind")}>
          {(given) => (
            <select
              {...given}
              class="input"
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as Kind | "")}
            >
              <option value="">{words.say("kind.all")}</option>
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {words.say(`kind.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
      {days(log.entries).map(([day, entries]) => (
        <Card key={day} title={dayName(day, locale(), Date.now())} flush>
          <ol class="rows">
            {entries.map((entry) => (
              <li key={entry.id} class="row deed">
                <span class="deed-text">
                  <bdi>{sentenceOf(entry, words)}</bdi>
                </span>
                <time
                  dateTime={new Date(entry.at).toISOString()}
                  title={fullTime(entry.at, locale())}
                >
                  {clockTime(entry.at, locale())}
                </time>
              </li>
            ))}
          </ol>
        </Card>
      ))}
      {log.problem ? <Failure problem={log.problem} again={() => void log.older()} /> : null}
      {log.busy ? <Skeleton rows={3} label={shell.say("loading")} /> : null}
      {!log.busy && !log.problem && log.entries.length === 0 && !log.more ? (
        <Empty icon="clock" title={words.say("none")}>
          {words.say("none.hint")}
        </Empty>
      ) : null}
      {!log.busy && !log.problem && log.more ? (
        <div class="older">
          <Button onClick={() => void log.older()}>{words.say("older")}</Button>
        </div>
      ) : null}
    </Page>
  );
}

/** The entries by the reader's days, as they come: the newest first. */
function days(entries: readonly AuditEntry[]): [number, AuditEntry[]][] {
  const found = new Map<number, AuditEntry[]>();
  for (const entry of entries) {
    const day = startOfDay(entry.at);
    found.set(day, [...(found.get(day) ?? []), entry]);
  }
  return [...found];
}
