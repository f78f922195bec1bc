import { describe, expect, test } from "vitest";
import type { OpeningHours } from "../src/api/types";
import {
  type Draft,
  draftOf,
  faultsOf,
  hoursOf,
  keptEnd,
  newHoliday,
  placeOf,
  shownEnd,
  triedOf,
} from "../src/hours/draft";
import { zonesWith } from "../src/hours/zones";

const DAY = [{ from: "09:00", to: "18:00" }];
const HOURS: OpeningHours = {
  timeZone: "Europe/Kyiv",
  week: [
    DAY,
    DAY,
    DAY,
    DAY,
    [
      { from: "09:00", to: "13:00" },
      { from: "14:00", to: "24:00" },
    ],
    [],
    [],
  ],
  holidays: [{ date: "2026-12-25", hours: [], name: "Christmas" }],
};

describe("opening hours being edited", () => {
  test("are kept as they were, where nothing is changed", () => {
    expect(hoursOf(draftOf(HOURS, "UTC"))).toEqual(HOURS);
    expect(hoursOf(draftOf(null, "UTC"))).toBeNull();
  });

  test("are tried without what is half typed", () => {
    const draft = draftOf(HOURS, "UTC");
    const half = {
      open: true,
      spans: [{ from: "09:00", to: "" }, { from: "14:00", to: "13:00" }, ...DAY],
    };
    const holiday = { ...newHoliday(), date: "2026-12-24", open: true, spans: half.spans };
    const tried = triedOf({ ...draft, week: [half, ...draft.week.slice(1)], holidays: [holiday] });
    expect(tried).toEqual({
      ...HOURS,
      holidays: [{ date: "2026-12-24", hours: DAY, name: null }],
    });
    expect(triedOf({ ...draft, always: true })).toBeNull();
  });

  test("begin with a usual office in the editor's own zone", () => {
    const draft = { ...draftOf(null, "Europe/Kyiv"), always: false };
    expect(hoursOf(draft)).toMatchObject({
      timeZone: "Europe/Kyiv",
      week: [DAY, DAY, DAY, DAY, DAY, [], []],
    });
  });

  test("remember a day's hours while it is closed", () => {
    const draft = draftOf(HOURS, "UTC");
    const closed = draft.week.map((day, index) => (index === 4 ? { ...day, open: false } : day));
    expect(hoursOf({ ...draft, week: closed })?.week[4]).toEqual([]);
    const again = closed.map((day, index) => (index === 4 ? { ...day, open: true } : day));
    expect(hoursOf({ ...draft, week: again })?.week[4]).toEqual(HOURS.week[4]);
  });
});

describe("what is wrong", () => {
  const monday = (...spans: [string, string][]): Draft => {
    const draft = draftOf(HOURS, "UTC");
    const day = { open: true, spans: spans.map(([from, to]) => ({ from, to })) };
    return { ...draft, week: [day, ...draft.week.slice(1)] };
  };

  test.each<[string, [string, string][], string | undefined]>([
    ["nothing", [["09:00", "18:00"]], undefined],
    [
      "nothing, where one ends as the next begins",
      [
        ["09:00", "13:00"],
        ["13:00", "18:00"],
      ],
      undefined,
    ],
    ["nothing until midnight", [["18:00", "24:00"]], undefined],
    ["the end before the beginning", [["18:00", "09:00"]], "order"],
    ["no time at all", [["09:00", "09:00"]], "order"],
    [
      "two at a time, in whichever order",
      [
        ["12:00", "18:00"],
        ["09:00", "13:00"],
      ],
      "overlap",
    ],
    ["a field that is empty", [["", "18:00"]], "unfinished"],
  ])("%s", (_, spans, fault) => {
    expect(faultsOf(monday(...spans)).get("week[0]")).toBe(fault);
  });

  test("is asked of what is kept alone", () => {
    expect(faultsOf({ ...monday(["18:00", "09:00"]), always: true }).size).toBe(0);
  });

  test("a date that is missing, or there twice", () => {
    const draft = draftOf(HOURS, "UTC");
    const again = { ...newHoliday(), date: "2026-12-25" };
    const faults = faultsOf({ ...draft, holidays: [...draft.holidays, newHoliday(), again] });
    expect([...faults]).toEqual([
      ["holidays[1]", "no-date"],
      ["holidays[2]", "twice"],
    ]);
  });

  test.each([
    ["week[1][0].from", "week[1]"],
    ["week[1]", "week[1]"],
    ["holidays[12].hours[0].to", "holidays[12]"],
    ["timeZone", "timeZone"],
  ])("the server's %s stands at %s", (field, place) => {
    expect(placeOf(field)).toBe(place);
  });
});

test("midnight is 24:00 as an end, which a field for times cannot show", () => {
  expect(keptEnd("00:00")).toBe("24:00");
  expect(shownEnd("24:00")).toBe("00:00");
  expect(keptEnd(shownEnd("18:30"))).toBe("18:30");
});

test("a zone that this browser calls otherwise is still there to be chosen", () => {
  expect(zonesWith("Europe/Nowhere")).toContain("Europe/Nowhere");
  expect(zonesWith("Europe/Berlin").filter((zone) => zone === "Europe/Berlin")).toHaveLength(1);
});

test("a zone has its name of today, whatever this browser calls it", () => {
  const zones = zonesWith("UTC");
  for (const zone of ["Europe/Kyiv", "Asia/Kolkata", "America/Nuuk"]) expect(zones).toContain(zone);
  expect(zones).not.toContain("Europe/Kiev");
});
