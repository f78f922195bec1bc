import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { duration } from "../src/reports/amounts";
import { queryOf } from "../src/reports/calls";
import { dateIn, daysAfter, daysOf, faultOf } from "../src/reports/period";
import { EVERY_MS, MOST_MS, pause } from "../src/reports/watch";

const NOON = Date.parse("2026-03-01T12:00:00Z");

describe("the days of a report", () => {
  test("are those of its own clock", () => {
    const late = Date.parse("2026-03-01T23:30:00Z");
    expect(dateIn("UTC", late)).toBe("2026-03-01");
    expect(dateIn("Asia/Tokyo", late)).toBe("2026-03-02");
    expect(daysOf("today", "Asia/Tokyo", late)).toEqual({ from: "2026-03-02", to: "2026-03-02" });
  });

  test("by name", () => {
    expect(daysOf("yesterday", "UTC", NOON)).toEqual({ from: "2026-02-28", to: "2026-02-28" });
    expect(daysOf("7", "UTC", NOON)).toEqual({ from: "2026-02-23", to: "2026-03-01" });
    expect(daysOf("month", "UTC", NOON)).toEqual({ from: "2026-03-01", to: "2026-03-01" });
    expect(daysOf("last-month", "UTC", NOON)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  });

  test("can be so many and no more", () => {
    const from = "2024-01-01";
    expect(faultOf({ from, to: daysAfter(from, 365) })).toBeNull();
    expect(faultOf({ from, to: daysAfter(from, 366) })).toBe("long");
    expect(faultOf({ from: "2026-01-02", to: "2026-01-01" })).toBe("order");
    expect(faultOf({ from: "", to: "2026-01-01" })).toBe("missing");
    expect(faultOf({ from: "2014-12-31", to: "2015-01-01" })).toBe("span");
    expect(faultOf({ from: "2099-12-31", to: "2100-01-01" })).toBe("span");
  });

  test("whatever is named can be asked for, and ends today or before", () => {
    const zones = fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati");
    const names = fc.constantFrom("today", "yesterday", "7", "30", "90", "month", "last-month");
    const moments = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2050-01-01") });
    fc.assert(
      fc.property(zones, names, moments, (zone, name, now) => {
        const days = daysOf(name as "today", zone, now);
        expect(faultOf(days)).toBeNull();
        expect(days.to <= dateIn(zone, now)).toBe(true);
      }),
    );
  });
});

describe("a duration", () => {
  beforeAll(() => {
    document.documentElement.lang = "en";
  });

  test.each([
    [null, "–"],
    [0, "0s"],
    [499, "0s"],
    [45_000, "45s"],
    [59_999, "1m"],
    [125_000, "2m 5s"],
    [7_200_000, "2h"],
    [100_000_000, "1d 3h"],
  ])("of %s ms reads %s", (given, said) => {
    expect(duration(given)).toBe(said);
  });
});

test("what is not chosen is not asked for", () => {
  const query = { from: "2026-01-01", to: "2026-01-31", timeZone: "Europe/Kyiv" };
  expect(queryOf({ ...query, organizationId: null, channel: "", operatorId: "7" })).toBe(
    "from=2026-01-01&to=2026-01-31&timeZone=Europe%2FKyiv&operatorId=7",
  );
});

test("the board is asked for less and less often while that fails, and when the server says", () => {
  expect([0, 1, 2, 3, 9].map((failures) => pause(failures, null))).toEqual([
    EVERY_MS,
    2 * EVERY_MS,
    4 * EVERY_MS,
    8 * EVERY_MS,
    MOST_MS,
  ]);
  expect(pause(1, 90)).toBe(90_000);
});
