/**
 * Opening hours reckoned as the server does it (`desk/hours.py`), for those that nobody has saved yet. Both are held to
 * the same answers by `test/hours-cases.json`, which the server's rules make.
 */
import type { OpeningHours, Span } from "../api/types";
import { momentsOf, wallOf } from "./clock";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** How far the next opening is looked for, as the server does. */
const AHEAD_DAYS = 400;
/** How far the next closing is looked for: beyond, it is as good as always open. */
const OPEN_DAYS = 14;
/** The first of January 1970 was a Thursday; Monday is 0. */
const FIRST_WEEKDAY = 3;

/** What a visitor is told. */
export interface Standing {
  readonly open: boolean;
  /** UTC milliseconds; null while it is open, and where it never opens. */
  readonly opensAt: number | null;
}

/** At a moment (UTC milliseconds); without hours it is always open. */
export function standingAt(hours: OpeningHours | null, at: number): Standing {
  const calendar = hours && new Calendar(hours);
  if (!calendar || calendar.openAt(at)) return { open: true, opensAt: null };
  return { open: false, opensAt: calendar.turnAfter(at, true, AHEAD_DAYS) };
}

/** The first moment after this one at which it is no longer open; null where that does not come within two weeks. */
export function closesAfter(hours: OpeningHours | null, at: number): number | null {
  return hours && new Calendar(hours).turnAfter(at, false, OPEN_DAYS);
}

/** What a visitor is told while nobody is here: now if it is closed, else once it is next. */
export function awayFrom(hours: OpeningHours | null, now: number): Standing {
  const standing = standingAt(hours, now);
  const closes = standing.open ? closesAfter(hours, now) : null;
  return closes === null ? standing : standingAt(hours, closes);
}

/** The same hours, ready to be looked things up in; days are counted from 1970. */
class Calendar {
  readonly #zone: string;
  readonly #week: readonly (readonly Span[])[];
  readonly #holidays: ReadonlyMap<string, readonly Span[]>;

  constructor({ timeZone, week, holidays }: OpeningHours) {
    this.#zone = timeZone;
    this.#week = week;
    this.#holidays = new Map(holidays.map(({ date, hours }) => [date, hours]));
  }

  openAt(at: number): boolean {
    const wall = wallOf(this.#zone, at);
    const day = Math.floor(wall / DAY_MS);
    const time = wall - day * DAY_MS;
    return this.#spans(day).some((span) => timeOf(span.from) <= time && time < timeOf(span.to));
  }

  /** The first moment after `at` at which it begins, or ceases, to be open. */
  turnAfter(at: number, open: boolean, days: number): number | null {
    const today = this.#dayOf(at);
    // From yesterday: where the clock goes back over midnight, that day comes again.
    for (let day = today - 1; day < today + days; day++) {
      const turns = this.#turns(day, open).filter((turn) => turn > at);
      if (turns.length > 0) return Math.min(...turns);
    }
    return null;
  }

  #spans(day: number): readonly Span[] {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    return this.#holidays.get(date) ?? this.#week[(day + FIRST_WEEKDAY) % 7] ?? [];
  }

  /** Where a span of a day begins, or ends, or the clock is changed into one, or out of one. */
  #turns(day: number, open: boolean): number[] {
    const midnight = day * DAY_MS;
    const spans = this.#spans(day);
    if (spans.length === 0) return [];
    const moments = spans.flatMap(({ from, to }) =>
      momentsOf(this.#zone, midnight + timeOf(open ? from : to)),
    );
    return [...moments, ...this.#changes(momentsOf(this.#zone, midnight))].filter((at) => {
      const before = at - SECOND_MS;
      // A change of the clock may be of the next day, which has its own turn.
      return (
        this.#dayOf(open ? at : before) === day &&
        this.openAt(at) === open &&
        this.openAt(before) !== open
      );
    });
  }

  #dayOf(at: number): number {
    return Math.floor(wallOf(this.#zone, at) / DAY_MS);
  }

  /** The moment around the day that begins at one of `starts` at which the clock is changed, if it is. */
  #changes(starts: readonly number[]): number[] {
    const ahead = (at: number) => wallOf(this.#zone, at) - at;
    let [low, high] = [Math.min(...starts) - 6 * HOUR_MS, Math.max(...starts) + 30 * HOUR_MS];
    const before = ahead(low);
    if (before === ahead(high)) return [];
    while (high - low > SECOND_MS) {
      const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS;
      if (ahead(middle) === before) low = middle;
      else high = middle;
    }
    return [high];
  }
}

/** Milliseconds from midnight. */
const timeOf = (text: string): number =>
  (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE_MS;
