import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partOf, shiftOf } from "../src/list/window";

const ROW = 60;
const marks = (...keys: string[]) => keys.map((key, index) => ({ key, at: 100 - index }));

describe("the part of a long list that is in the page", () => {
  test("has every row in view, stays small, and never leaves the list", () => {
    const sizes = fc.record({
      total: fc.integer({ min: 0, max: 5000 }),
      seen: fc.integer({ min: 1, max: 1200 }),
      scrolled: fc.integer({ min: 0, max: 400_000 }),
    });
    fc.assert(
      fc.property(sizes, ({ total, seen, scrolled }) => {
        const { from, to } = partOf(scrolled, seen, ROW, total);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(total);
        expect(to - from).toBeLessThan(seen / ROW + 27);
        for (let row = Math.floor(scrolled / ROW); row * ROW < scrolled + seen; row += 1) {
          if (row < total) expect(row >= from && row < to).toBe(true);
        }
      }),
    );
  });
});

describe("how far rows were pushed", () => {
  test("by a conversation that came in above", () => {
    expect(
      shiftOf(marks("a", "b", "c"), [{ key: "new", at: 200 }, ...marks("a", "b", "c")], 1),
    ).toBe(1);
  });

  test("by one that left", () => {
    expect(shiftOf(marks("a", "b", "c"), marks("a", "b", "c").slice(1), 2)).toBe(-1);
  });

  test("is not told by the row that moved itself", () => {
    const [a, b, c] = marks("a", "b", "c");
    const moved = [{ key: "b", at: 300 }, a, c].map((mark) => mark ?? { key: "", at: 0 });
    expect(b).toBeDefined();
    expect(shiftOf(marks("a", "b", "c"), moved, 1)).toBe(0);
  });

  test("is nothing where nothing is left to compare", () => {
    expect(shiftOf(marks("a"), [], 0)).toBe(0);
  });
});
