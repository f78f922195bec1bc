/** What goes on now. */
import { clockTime, Skeleton } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import { Failure } from "../parts/Failure";
import { Card } from "../parts/Page";
import { shell } from "../shell-words";
import { locale } from "../words";
import { duration, number } from "./amounts";
import type { Board as Found } from "./calls";
import { Figure } from "./Figure";
import { useBoard } from "./watch";
import { words } from "./words";

export function Board({ organization }: { organization: number | null }) {
  const watched = useBoard(organization);
  const { board, problem } = watched;
  return (
    <Card
      title={words.say("now")}
      lead={board ? words.say("now.as-of", { time: clockTime(watched.came, locale()) }) : null}
    >
      {problem ? <Failure problem={problem} again={watched.again} /> : null}
      {board ? <Shown board={board} came={watched.came} several={organization === null} /> : null}
      {!board && !problem ? <Skeleton rows={2} label={shell.say("loading")} /> : null}
    </Card>
  );
}

function Shown({ board, came, several }: { board: Found; came: number; several: boolean }) {
  const now = useNow();
  const waited = (since: number | null) =>
    since === null ? null : Math.max(0, board.at - since + (now - came));
  const operators = board.organizations.flatMap((one) => one.operators);
  return (
    <>
      <dl class="figures">
        <Figure
          name={words.say("now.waiting")}
          value={number(board.waiting)}
          warn={board.waiting > 0}
        />
        <Figure name={words.say("now.longest")} value={duration(waited(board.waitingSince))} />
        <Figure name={words.say("now.active")} value={number(board.active)} />
        <Figure name={words.say("now.online")} value={number(board.online)} />
        <Figure name={words.say("now.away")} value={number(board.away)} />
      </dl>
      {several ? (
        <ul class="boxed-rows rows now-rows">
          {board.organizations.map((one) => (
            <li key={one.id} class="row">
              <span class="row-name">
                <bdi>{one.name}</bdi>
              </span>
              <span class="row-more">
                <span class={one.waiting > 0 ? "chip warn" : "chip off"}>
                  {words.say("now.waiting")}: {number(one.waiting)}
                </span>
                <span class="chip">
                  {words.say("now.active")}: {number(one.active)}
                </span>
                <span class={one.online > 0 ? "chip good" : "chip off"}>
                  {words.say("now.online")}: {number(one.online)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      ) : operators.length > 0 ? (
        <ul class="here" aria-label={words.say("now.here")}>
          {operators.map((one) => (
            <li key={one.id} class={one.state === "online" ? "chip good" : "chip off"}>
              <bdi>{one.name}</bdi>
              <span>
                {words.say(`now.${one.state}`)} · {words.say("now.has", { count: one.active })}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="prose">{words.say("now.nobody")}</p>
      )}
    </>
  );
}

/** The time, once a second: waiting goes on between two looks. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
