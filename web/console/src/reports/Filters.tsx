/** Which days, by whose clock, and of whom. */
import { useState } from "preact/hooks";
import type { Channel, Operator, Organization } from "../api/types";
import { ownZone, zonesWith } from "../hours/zones";
import { Choice, Labelled } from "../parts/Field";
import {
  type Days,
  daysOf,
  FIRST_DAY,
  faultOf,
  LAST_DAY,
  MOST_DAYS,
  PERIODS,
  type Period,
} from "./period";
import { words } from "./words";

/** What was chosen. */
export interface Chosen {
  readonly period: Period;
  readonly days: Days;
  readonly zone: string;
  readonly everywhere: boolean;
  readonly channel: string;
  readonly operator: string;
}

export function chosenAtFirst(now: number): Chosen {
  const zone = ownZone();
  return {
    period: "7",
    days: daysOf("7", zone, now),
    zone,
    everywhere: false,
    channel: "",
    operator: "",
  };
}

interface FiltersProps {
  chosen: Chosen;
  organization: Organization;
  channels: readonly Channel[];
  operators: readonly Operator[];
  choose(chosen: Chosen): void;
}

export function Filters({ chosen, organization, channels, operators, choose }: FiltersProps) {
  const change = (part: Partial<Chosen>) => {
    const next = { ...chosen, ...part };
    const { period, zone } = next;
    choose(period === "own" ? next : { ...next, days: daysOf(period, zone, Date.now()) });
  };
  return (
    <form
      class="filters"
      aria-label={words.say("filters")}
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice
        label={words.say("period")}
        value={chosen.period}
        choices={PERIODS.map((one) => [one, words.say(`period.${one}`)])}
        choose={(period) => change({ period: period as Period })}
      />
      {chosen.period === "own" ? (
        <OwnDays days={chosen.days} choose={(days) => change({ days })} />
      ) : null}
      <Choice
        label={words.say("zone")}
        value={chosen.zone}
        choices={zonesWith(chosen.zone).map((one) => [one, one.replaceAll("_", " ")])}
        choose={(zone) => change({ zone })}
      />
      <Choice
        label={words.say("organization")}
        value={chosen.everywhere ? "all" : "one"}
        choices={[
          ["one", organization.name],
          ["all", words.say("organization.all")],
        ]}
        choose={(which) => change({ everywhere: which === "all", channel: "", operator: "" })}
      />
      {chosen.everywhere ? null : (
        <>
          <Choice
            label={words.say("channel")}
            value={chosen.channel}
            choices={[
              ["", words.say("channel.all")],
              ...channels.map(({ guid, name }): [string, string] => [guid, name]),
            ]}
            choose={(channel) => change({ channel })}
          />
          <Choice
            label={words.say("operator")}
            value={chosen.operator}
            choices={[
              ["", words.say("operator.all")],
              ...operators.map(({ id, name }): [string, string] => [String(id), name]),
            ]}
            choose={(operator) => change({ operator })}
          />
        </>
      )}
    </form>
  );
}

/** Two days: what is typed stays, and counts once both can be. */
function OwnDays({ days, choose }: { days: Days; choose(days: Days): void }) {
  const [typed, setTyped] = useState(days);
  const fault = faultOf(typed);
  const type = (part: Partial<Days>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    if (faultOf(next) === null) choose(next);
  };
  const said =
    fault === null
      ? undefined
      : words.say(`fault.${fault}`, { count: MOST_DAYS, first: FIRST_DAY, last: LAST_DAY });
  return (
    <>
      <Labelled label={words.say("from")}>
        {(given) => (
          <input
            {...given}
            class="input"
            type="date"
            min={FIRST_DAY}
            max={LAST_DAY}
            value={typed.from}
            onInput={(event) => type({ from: event.currentTarget.value })}
          />
        )}
      </Labelled>
      <Labelled label={words.say("to")} error={said}>
        {(given) => (
          <input
            {...given}
            class="input"
            type="date"
            min={FIRST_DAY}
            max={LAST_DAY}
            value={typed.to}
            onInput={(event) => type({ to: event.currentTarget.value })}
          />
        )}
      </Labelled>
    </>
  );
}
