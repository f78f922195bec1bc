/** Numbers, durations and dates as people read them. */
import { locale } from "../words";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const number = (value: number) => new Intl.NumberFormat(locale()).format(value);
export const average = (value: number) =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(
    value,
  );
export const percent = (share: number) =>
  new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(share);

const UNITS = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", SECOND],
] as const;

/** The two largest units of a duration: `2h 5m`. A dash where there is none. */
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return "–";
  let left = Math.round(milliseconds / SECOND) * SECOND;
  const at = UNITS.findIndex(([, size]) => left >= size);
  if (at === -1) return amount(0, "second");
  const parts: string[] = [];
  for (const [unit, size] of UNITS.slice(at, at + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(amount(count, unit));
  }
  return parts.join(" ");
}

function amount(count: number, unit: string): string {
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "narrow" }).format(
    count,
  );
}

/** A date such as `2026-01-31`; short for an axis, whole for a table. */
export function dateName(date: string, how: "short" | "whole"): string {
  return new Intl.DateTimeFormat(locale(), {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(how === "whole" ? { weekday: "short", year: "numeric" } : {}),
  }).format(Date.parse(`${date}T00:00:00Z`));
}

export const hourName = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
