import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entry, rowsOf } from "../src/thread/rows";
import { shownSpan } from "../src/thread/scroll";
import { earlier, later, moved, SHOWN, tail } from "../src/thread/window";

const NOON = new Date(2026, 5, 1, 12).getTime();
const entry = (key: string, part: Partial<Entry> = {}): Entry => ({
  key,
  at: NOON,
  side: "other",
  author: "Olena",
  text: key,
  files: [],
  note: false,
  mark: null,
  reason: null,
  ...part,
});
const kinds = (entries: Entry[], unread?: string) => rowsOf(entries, unread).map((row) => row.kind);

describe("rowsOf", () => {
  test("every day begins with a line", () => {
    const next = entry("b", { at: NOON + 24 * 3_600_000 });
    expect(kinds([entry("a"), next])).toEqual(["day", "message", "day", "message"]);
  });

  test("messages of one person within minutes make a group", () => {
    const rows = rowsOf([
      entry("a"),
      entry("b", { at: NOON + 60_000 }),
      entry("c", { author: "Petro" }),
    ]);
    const groups = rows.flatMap((row) => (row.kind === "message" ? [row.first] : []));
    expect(groups).toEqual([true, false, true]);
  });

  test("a line stands before the first unread message", () => {
    expect(kinds([entry("a"), entry("b")], "b")).toEqual(["day", "message", "unread", "message"]);
  });

  test("the keys of rows are unique", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 9 })), (times) => {
        const rows = rowsOf(times.map((at, index) => entry(String(index), { at: NOON + at })));
        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
      }),
    );
  });
});

describe("the window on a long thread", () => {
  const step = fc.oneof(
    fc.constant("earlier" as const),
    fc.constant("later" as const),
    fc.record({
      shift: fc.integer({ min: -300, max: 300 }),
      grow: fc.nat(300),
      stick: fc.boolean(),
    }),
  );

  test("never shows more than its limit nor what is not there, whatever happens", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.array(step), (start, steps) => {
        let total = start;
        let span = tail(total);
        for (const one of steps) {
          if (one === "earlier") span = earlier(span);
          else if (one === "later") span = later(span, total);
          else {
            total = Math.max(0, total + one.shift + one.grow);
            span = moved(span, one.shift, total, one.stick);
          }
          expect(span.from).toBeGreaterThanOrEqual(0);
          expect(span.to).toBeLessThanOrEqual(total);
          expect(span.to - span.from).toBeLessThanOrEqual(SHOWN);
          expect(span.to - span.from).toBeGreaterThanOrEqual(Math.min(total, 1));
        }
      }),
    );
  });

  test("both ends are reached by steps", () => {
    let span = tail(1000);
    for (let count = 0; count < 30; count += 1) span = earlier(span);
    expect(span.from).toBe(0);
    for (let count = 0; count < 30; count += 1) span = later(span, 1000);
    expect(span.to).toBe(1000);
  });
});

describe("the part to show of a list that has changed", () => {
  const list = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => entry(String(from + index)));

  test("keeps what the reader looks at where the oldest entries were let go", () => {
    const spot = { key: "180", top: 0 };
    const span = shownSpan({ from: 50, to: 200 }, list(0, 200), list(50, 250), spot);
    expect([span.from + 50, span.to + 50]).toEqual([50, 200]);
  });

  test("keeps it where older ones came in and the newest were let go", () => {
    const spot = { key: "110", top: 0 };
    const span = shownSpan({ from: 0, to: 150 }, list(100, 300), list(50, 250), spot);
    expect([span.from + 50, span.to + 50]).toEqual([100, 250]);
  });

  test("is the newest part while the reader is at the end, or where all is new", () => {
    const newest = { from: 50, to: 200 };
    expect(shownSpan({ from: 0, to: 100 }, list(0, 100), list(0, 200), null)).toEqual(newest);
    const spot = { key: "3", top: 0 };
    expect(shownSpan({ from: 0, to: 100 }, list(0, 100), list(500, 700), spot)).toEqual(newest);
  });
});
