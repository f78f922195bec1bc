/**
 * What the clock on the wall shows. A wall's time is written as the UTC milliseconds at which UTC shows the same, so
 * that it can be counted with.
 */

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** By the clock of a zone at a moment (UTC milliseconds). A zone that this browser does not know counts as UTC. */
export function wallOf(zone: string, at: number): number {
  const second = Math.floor(at / SECOND_MS) * SECOND_MS;
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clockOf(zone).formatToParts(second)) shown[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second: seconds } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, seconds);
}

/** When the clock shows this: the first time, and where it is changed over it, both that it may be meant to be. */
export function momentsOf(zone: string, wall: number): [number, number] {
  // By what the clock is ahead before and after a change nearby.
  const at = (near: number) => wall - (wallOf(zone, near) - near);
  return [at(wall - DAY_MS), at(wall + DAY_MS)];
}

/** The first moment at which the clock shows this; where it leaves that out, a moment after the change. */
export function momentOf(zone: string, wall: number): number {
  const moments = momentsOf(zone, wall);
  const shown = moments.filter((at) => wallOf(zone, at) === wall);
  return Math.min(...(shown.length > 0 ? shown : moments.slice(0, 1)));
}

/** As a field for dates and times has it, by the minute: 2026-11-30T08:00. */
export const fieldOf = (wall: number): string => new Date(wall).toISOString().slice(0, 16);
/** NaN where nothing whole is typed. */
export const wallIn = (field: string): number => Date.parse(`${field}Z`);

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock = clocks.get(zone) ?? newClock(zone);
  clocks.set(zone, clock);
  return clock;
}

function newClock(zone: string): Intl.DateTimeFormat {
  const figures = {
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...figures, timeZone: zone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat("en-US", { ...figures, timeZone: "UTC" });
  }
}
