/** Which days a report is of: by name, reckoned from today as the report's own clock has it, or from one day to another. */

export const PERIODS = [
  "today",
  "yesterday",
  "7",
  "30",
  "90",
  "month",
  "last-month",
  "own",
] as const;
export type Period = (typeof PERIODS)[number];
export const MOST_DAYS = 366;
/** As the server has it: no chat is older. */
export const FIRST_DAY = "2015-01-01";
export const LAST_DAY = "2099-12-31";

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The date that a clock in the zone shows, as `2026-01-31`. */
export function dateIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/** So many days after a date. Reckoned in UTC, whose days are all equally long. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysOf(period: Exclude<Period, "own">, zone: string, now: number): Days {
  const today = dateIn(zone, now);
  const first = `${today.slice(0, 8)}01`;
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: daysAfter(today, -1), to: daysAfter(today, -1) };
    case "month":
      return { from: first, to: today };
    case "last-month": {
      const to = daysAfter(first, -1);
      return { from: `${to.slice(0, 8)}01`, to };
    }
    default:
      return { from: daysAfter(today, 1 - Number(period)), to: today };
  }
}

/** What is wrong with days that somebody chose; null if nothing is. */
export function faultOf({ from, to }: Days): "missing" | "order" | "long" | "span" | null {
  if (from === "" || to === "") return "missing";
  if (from < FIRST_DAY || to > LAST_DAY) return "span";
  if (from > to) return "order";
  return daysAfter(from, MOST_DAYS) <= to ? "long" : null;
}
