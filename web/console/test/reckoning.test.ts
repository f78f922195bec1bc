import { describe, expect, test } from "vitest";
import type { OpeningHours } from "../src/api/types";
import { fieldOf, momentOf, wallIn, wallOf } from "../src/hours/clock";
import { awayFrom, closesAfter, standingAt } from "../src/hours/reckoning";
import CASES from "./hours-cases.json?raw";

interface Case {
  readonly hours: OpeningHours;
  /** A moment, and what the server says then. */
  readonly answers: readonly (readonly [at: number, open: boolean, opensAt: number | null])[];
}

const MINUTE = 60_000;
const cases = JSON.parse(CASES) as Case[];
const utc = (text: string) => Date.parse(`${text}Z`);

describe("opening hours that nobody has saved", () => {
  test.each(cases)("are reckoned as the server does: $hours.timeZone", ({ hours, answers }) => {
    for (const [at, open, opensAt] of answers) {
      expect(standingAt(hours, at), new Date(at).toISOString()).toEqual({ open, opensAt });
    }
  });

  test.each(cases)("close after their last open minute: $hours.timeZone", ({ hours, answers }) => {
    for (const [at, open] of answers) {
      const closes = closesAfter(hours, at);
      if (!open || closes === null) continue;
      expect(standingAt(hours, closes).open).toBe(false);
      // Minutes of the clock are minutes of the world: every zone here is ahead by whole quarters of an hour.
      for (let minute = at - (at % MINUTE) + MINUTE; minute < closes; minute += 15 * MINUTE) {
        expect(standingAt(hours, minute).open, new Date(minute).toISOString()).toBe(true);
      }
      expect(standingAt(hours, closes - 1).open).toBe(true);
    }
  });

  test("are open without any, and never, where no day has hours", () => {
    expect(standingAt(null, 0)).toEqual({ open: true, opensAt: null });
    expect(closesAfter(null, 0)).toBeNull();
    const never = { timeZone: "UTC", week: Array.from({ length: 7 }, () => []), holidays: [] };
    expect(standingAt(never, 0)).toEqual({ open: false, opensAt: null });
    const day = [{ from: "00:00", to: "24:00" }];
    const always = { ...never, week: Array.from({ length: 7 }, () => day) };
    expect([standingAt(always, 0).open, closesAfter(always, 0)]).toEqual([true, null]);
  });

  test("count as UTC's in a zone that the browser does not know", () => {
    const week = Array.from({ length: 7 }, () => [{ from: "09:00", to: "10:00" }]);
    const hours = { timeZone: "Mars/Olympus", week, holidays: [] };
    expect(standingAt(hours, utc("2026-11-25T08:00")).opensAt).toBe(utc("2026-11-25T09:00"));
  });
});

describe("while nobody is here", () => {
  const week = Array.from({ length: 7 }, () => [{ from: "09:00", to: "18:00" }]);
  const hours = { timeZone: "UTC", week, holidays: [] };

  test("the next opening is told, of the next night where it is open now", () => {
    const tomorrow = { open: false, opensAt: utc("2026-11-26T09:00") };
    expect(awayFrom(hours, utc("2026-11-25T12:00"))).toEqual(tomorrow);
    expect(awayFrom(hours, utc("2026-11-25T20:00"))).toEqual(tomorrow);
    expect(awayFrom(hours, utc("2026-11-26T08:00"))).toEqual(tomorrow);
  });

  test("no time is told where it never closes", () => {
    expect(awayFrom(null, 0)).toEqual({ open: true, opensAt: null });
  });
});

describe("the clock on the wall", () => {
  test.each([
    ["2026-11-30T08:00", "2026-11-30T06:00"],
    // Comes twice: the first is meant.
    ["2026-10-25T03:30", "2026-10-25T00:30"],
    // Left out: half an hour after the change.
    ["2026-03-29T03:30", "2026-03-29T01:30"],
  ])("shows %s in Kyiv at %s", (wall, moment) => {
    expect(momentOf("Europe/Kyiv", wallIn(wall))).toBe(utc(moment));
  });

  test("is written as a field has it", () => {
    expect(fieldOf(wallOf("Asia/Kathmandu", utc("2026-11-30T23:10:59.999")))).toBe(
      "2026-12-01T04:55",
    );
    expect(wallIn("")).toBeNaN();
  });
});
