/** The seven days, by the clock of a zone. */
import { useId } from "preact/hooks";
import { Labelled } from "../parts/Field";
import { Card } from "../parts/Page";
import { locale } from "../words";
import type { Draft, DraftDay } from "./draft";
import { Spans } from "./Spans";
import { words } from "./words";
import { zonesWith } from "./zones";

interface WeekProps {
  draft: Draft;
  faults: ReadonlyMap<string, string>;
  change(part: Partial<Draft>): void;
}

export function Week({ draft, faults, change }: WeekProps) {
  const put = (index: number, part: Partial<DraftDay>) =>
    change({ week: draft.week.map((day, at) => (at === index ? { ...day, ...part } : day)) });
  const monday = draft.week[0];
  return (
    <Card title={words.say("week")}>
      <Labelled label={words.say("zone")} error={faults.get("timeZone")}>
        {(given) => (
          <select
            {...given}
            class="input"
            value={draft.timeZone}
            onChange={(event) => change({ timeZone: event.currentTarget.value })}
          >
            {zonesWith(draft.timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <ul class="days">
        {draft.week.map((day, index) => (
          <Day
            key={dayName(index)}
            name={dayName(index)}
            day={day}
            fault={faults.get(`week[${index}]`)}
            change={(part) => put(index, part)}
          />
        ))}
      </ul>
      {monday ? (
        <button
          type="button"
          class="button small"
          onClick={() =>
            change({ week: draft.week.map((day, index) => (index < 5 ? monday : day)) })
          }
        >
          {words.say("week.copy")}
        </button>
      ) : null}
    </Card>
  );
}

interface DayProps {
  name: string;
  day: DraftDay;
  fault: string | undefined;
  change(part: Partial<DraftDay>): void;
}

function Day({ name, day, fault, change }: DayProps) {
  const id = useId();
  return (
    <li class="day">
      <label class="check">
        <input
          type="checkbox"
          checked={day.open}
          onChange={(event) => change({ open: event.currentTarget.checked })}
        />
        {name}
      </label>
      {day.open ? (
        <Spans
          name={name}
          day={day}
          described={fault ? id : undefined}
          change={(spans) => change({ spans })}
        />
      ) : (
        <span class="closed">{words.say("closed")}</span>
      )}
      <p class="field-error" id={id} role={fault ? "alert" : undefined}>
        {fault}
      </p>
    </li>
  );
}

/** Monday is 0, as the server counts. */
export function dayName(index: number): string {
  const name = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" }).format(
    // The first of January 2024 was one.
    Date.UTC(2024, 0, 1 + index),
  );
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}
