/** Opening hours as they are edited: the same as what is kept, but with what is closed remembered while one tries. */
import type { Holiday, OpeningHours, Span } from "../api/types";

export interface DraftDay {
  readonly open: boolean;
  readonly spans: readonly Span[];
}

export interface DraftHoliday extends DraftDay {
  /** Stays while its date is typed. */
  readonly key: number;
  readonly date: string;
  readonly name: string;
}

export interface Draft {
  /** Nothing is kept then, and it is open day and night. */
  readonly always: boolean;
  readonly timeZone: string;
  /** Monday first. */
  readonly week: readonly DraftDay[];
  readonly holidays: readonly DraftHoliday[];
}

/** What can be wrong with a day; the server says the same in its own words. */
export type Fault = "order" | "overlap" | "unfinished" | "no-date" | "twice";

const USUAL: Span = { from: "09:00", to: "18:00" };
let lastKey = 0;

/** What is kept, to be edited; without any, the hours of a usual office, in the editor's own zone. */
export function draftOf(hours: OpeningHours | null, ownZone: string): Draft {
  if (hours === null) {
    const week = Array.from({ length: 7 }, (_, day) => ({ open: day < 5, spans: [USUAL] }));
    return { always: true, timeZone: ownZone, week, holidays: [] };
  }
  return {
    always: false,
    timeZone: hours.timeZone,
    week: hours.week.map(dayOf),
    holidays: hours.holidays.map(({ date, name, hours: spans }) => ({
      ...dayOf(spans),
      key: nextKey(),
      date,
      name: name ?? "",
    })),
  };
}

const dayOf = (spans: readonly Span[]): DraftDay => ({
  open: spans.length > 0,
  spans: spans.length > 0 ? spans : [USUAL],
});

/** One more holiday, closed. */
export const newHoliday = (): DraftHoliday => ({
  key: nextKey(),
  date: "",
  name: "",
  open: false,
  spans: [USUAL],
});

function nextKey(): number {
  lastKey += 1;
  return lastKey;
}

/** What is to be kept; null: always open. */
export function hoursOf(draft: Draft): OpeningHours | null {
  if (draft.always) return null;
  const spans = (day: DraftDay) => (day.open ? day.spans : []);
  const holiday = (one: DraftHoliday): Holiday => ({
    date: one.date,
    name: one.name.trim() || null,
    hours: spans(one),
  });
  return {
    timeZone: draft.timeZone,
    week: draft.week.map(spans),
    holidays: draft.holidays.map(holiday),
  };
}

/** What can be tried of it already: what is only half typed is left out. */
export function triedOf(draft: Draft): OpeningHours | null {
  const hours = hoursOf(draft);
  if (hours === null) return null;
  const whole = (spans: readonly Span[]) =>
    spans.filter(({ from, to }) => from !== "" && from < to);
  const holidays = hours.holidays.map((one) => ({ ...one, hours: whole(one.hours) }));
  return { ...hours, week: hours.week.map(whole), holidays };
}

/** What is wrong, by where: `week[2]`, `holidays[0]`, as the server names it. */
export function faultsOf(draft: Draft): Map<string, Fault> {
  const found = new Map<string, Fault>();
  if (draft.always) return found;
  for (const [index, day] of draft.week.entries()) note(found, `week[${index}]`, faultOf(day));
  const dates = draft.holidays.map(({ date }) => date);
  for (const [index, day] of draft.holidays.entries()) {
    const fault =
      day.date === "" ? "no-date" : dates.indexOf(day.date) < index ? "twice" : faultOf(day);
    note(found, `holidays[${index}]`, fault);
  }
  return found;
}

function note(found: Map<string, Fault>, where: string, fault: Fault | null): void {
  if (fault !== null) found.set(where, fault);
}

function faultOf({ open, spans }: DraftDay): Fault | null {
  if (!open) return null;
  if (spans.some(({ from, to }) => from === "" || to === "")) return "unfinished";
  if (spans.some(({ from, to }) => from >= to)) return "order";
  const sorted = spans.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const overlaps = sorted.some(
    (span, index) => index > 0 && span.from < (sorted[index - 1]?.to ?? ""),
  );
  return overlaps ? "overlap" : null;
}

/** Where the server's finding belongs: `week[1][0].from` to `week[1]`. */
export const placeOf = (field: string): string => /^\w+(\[\d+\])?/.exec(field)?.[0] ?? field;

/** A field for times knows no 24:00: as an end, midnight is that. */
export const shownEnd = (to: string): string => (to === "24:00" ? "00:00" : to);
export const keptEnd = (typed: string): string => (typed === "00:00" ? "24:00" : typed);
