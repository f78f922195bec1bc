/** Who changed what, and when. */
import { Button, Skeleton } from "@chathub/ui";
import { clockTime, dayName, fullTime, startOfDay } from "@chathub/ui/dates";
import { useRef, useState } from "preact/hooks";
import { people } from "../api/calls";
import type { AuditEntry, Person } from "../api/types";
import { Failure } from "../parts/Failure";
import { Choice } from "../parts/Field";
import { useLoaded } from "../parts/load";
import { Card, Empty, Page } from "../parts/Page";
import { session } from "../session";
import { shell } from "../shell-words";
import { adopt } from "../theme";
import { locale } from "../words";
import STYLES from "./audit.css?inline";
import { useLog } from "./log";
import { COMMAND_LINE, KINDS, type Kind, sentenceOf } from "./sentence";
import { words } from "./words";

export { words };

adopt(STYLES);

export function Screen() {
  const [kind, setKind] = useState<Kind | "">("");
  const [who, setWho] = useState("");
  const log = useLog({ kind, who });
  const actors = useActors(log.entries);
  return (
    <Page title={words.say("title")} lead={words.say("lead")}>
      <div class="tools">
        <Choice
          label={words.say("kind")}
          value={kind}
          choices={[
            ["", words.say("kind.all")],
            ...Object.keys(KINDS).map((one) => [one, words.say(`kind.${one as Kind}`)] as const),
          ]}
          choose={(chosen) => setKind(chosen as Kind | "")}
        />
        <Choice
          label={words.say("who")}
          value={who}
          choices={[
            ["", words.say("who.all")],
            ...actors.map(
              (one) => [one, one === COMMAND_LINE ? words.say("who.command-line") : one] as const,
            ),
          ]}
          choose={setWho}
        />
      </div>
      {days(log.entries).map(([day, entries]) => (
        <Card key={day} title={dayName(day, locale(), Date.now())} flush>
          <ol class="rows">
            {entries.map((entry) => (
              <li key={entry.id} class="row deed">
                <span class="deed-text">{sentenceOf(entry, words)}</span>
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

/** Whoever may have done something: who is there now, and whose deeds were read so far, as of people who left. */
function useActors(entries: readonly AuditEntry[]): string[] {
  const company = session.value?.company.id;
  const { value = [] } = useLoaded(people, company);
  const read = useRef(new Set<string>());
  for (const { who } of entries) read.current.add(who);
  const here = value.filter(({ invited }) => !invited).map(actorOf);
  return [...new Set([...here, COMMAND_LINE, ...read.current])];
}

/** As entries name a person, or the owner. */
const actorOf = ({ id, name, login }: Person) => (id === null ? name : `${name} (${login})`);

/** The entries by the reader's days, as they come: the newest first. */
function days(entries: readonly AuditEntry[]): [number, AuditEntry[]][] {
  const found = new Map<number, AuditEntry[]>();
  for (const entry of entries) {
    const day = startOfDay(entry.at);
    found.set(day, [...(found.get(day) ?? []), entry]);
  }
  return [...found];
}
