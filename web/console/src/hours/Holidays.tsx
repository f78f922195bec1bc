/** Dates with hours of their own. */
import { Drawing } from "@chathub/ui/drawing";
import { useId } from "preact/hooks";
import { BIN, PLUS } from "../parts/drawings";
import { Card } from "../parts/Page";
import { mayChange } from "../session";
import { type Draft, type DraftHoliday, newHoliday } from "./draft";
import { Spans } from "./Spans";
import { words } from "./words";

interface HolidaysProps {
  draft: Draft;
  faults: ReadonlyMap<string, string>;
  change(part: Partial<Draft>): void;
}

export function Holidays({ draft, faults, change }: HolidaysProps) {
  const { holidays } = draft;
  const put = (index: number, part: Partial<DraftHoliday>) =>
    change({ holidays: holidays.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <Card title={words.say("holidays")} lead={words.say("holidays.lead")}>
      <ul class="days">
        {holidays.map((holiday, index) => (
          <Holiday
            key={holiday.key}
            holiday={holiday}
            number={index + 1}
            fault={faults.get(`holidays[${index}]`)}
            change={(part) => put(index, part)}
            remove={() => change({ holidays: holidays.filter((one) => one !== holiday) })}
          />
        ))}
      </ul>
      {mayChange.value ? (
        <button
          type="button"
          class="button small"
          onClick={() => change({ holidays: [...holidays, newHoliday()] })}
        >
          <Drawing d={PLUS} size={16} />
          {words.say("holidays.add")}
        </button>
      ) : holidays.length === 0 ? (
        <p class="closed">{words.say("holidays.none")}</p>
      ) : null}
    </Card>
  );
}

interface HolidayProps {
  holiday: DraftHoliday;
  number: number;
  fault: string | undefined;
  change(part: Partial<DraftHoliday>): void;
  remove(): void;
}

function Holiday({ holiday, number, fault, change, remove }: HolidayProps) {
  const id = useId();
  const name = holiday.name || holiday.date || words.say("holiday", { number });
  return (
    <li class="holiday">
      <div class="holiday-line">
        <input
          type="date"
          class="input"
          aria-label={words.say("holiday.date", { number })}
          aria-describedby={fault ? id : undefined}
          aria-invalid={fault ? "true" : undefined}
          value={holiday.date}
          onInput={(event) => change({ date: event.currentTarget.value })}
        />
        <input
          class="input"
          aria-label={words.say("holiday.name", { number })}
          placeholder={words.say("holiday.example")}
          maxLength={100}
          value={holiday.name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
        {mayChange.value ? (
          <button
            type="button"
            class="icon-button"
            aria-label={words.say("holiday.remove", { name })}
            title={words.say("holiday.remove", { name })}
            onClick={remove}
          >
            <Drawing d={BIN} />
          </button>
        ) : null}
      </div>
      <div class="holiday-line">
        <label class="check">
          <input
            type="checkbox"
            checked={holiday.open}
            onChange={(event) => change({ open: event.currentTarget.checked })}
          />
          {words.say("holiday.open")}
        </label>
        {holiday.open ? (
          <Spans
            name={name}
            day={holiday}
            described={fault ? id : undefined}
            change={(spans) => change({ spans })}
          />
        ) : (
          <span class="closed">{words.say("closed")}</span>
        )}
      </div>
      <p class="field-error" id={id} role={fault ? "alert" : undefined}>
        {fault}
      </p>
    </li>
  );
}
