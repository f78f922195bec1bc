import { afterEach, describe, expect, test, vi } from "vitest";
import { Cards, readCard } from "../src/page/card";
import { lifeOf } from "../src/page/expiry";

const MINUTE = 60_000;
const NOW = 1_800_000_000_000;
const token = (claims: object) => `head.${btoa(JSON.stringify(claims))}.signature`;

describe("the end of a token", () => {
  const hour = { iat: NOW / 1000, exp: NOW / 1000 + 3600 };

  test("is told of two minutes before", () => {
    expect(lifeOf(token(hour), NOW)).toEqual({
      expiresAt: NOW + 60 * MINUTE,
      tellIn: 58 * MINUTE,
    });
  });

  test("of a short one half-way, so that no page is asked without a rest", () => {
    expect(lifeOf(token({ ...hour, exp: NOW / 1000 + 60 }), NOW)?.tellIn).toBe(30_000);
  });

  test("is counted from now where the clock is wrong, be it ahead or behind", () => {
    expect(lifeOf(token(hour), NOW + 1000 * MINUTE)?.tellIn).toBe(58 * MINUTE);
    expect(lifeOf(token(hour), NOW - 1000 * MINUTE)?.tellIn).toBe(58 * MINUTE);
  });

  test("is not known of what is no token of ours", () => {
    expect(lifeOf("test-token-for-development", NOW)).toBeNull();
    expect(lifeOf(token({ exp: "soon" }), NOW)).toBeNull();
  });
});

describe("a card", () => {
  afterEach(() => vi.restoreAllMocks());

  test("is rows of plain text, whatever the page hands in", () => {
    const card = readCard({
      conversation: 4,
      title: " Orders ",
      rows: [
        { label: "Total", value: 12.5 },
        { label: "VIP", value: true },
        { label: "", value: 1 },
        null,
        "x",
      ],
    });
    expect(card).toEqual({
      conversation: 4,
      title: "Orders",
      rows: [
        { label: "Total", value: "12.5" },
        { label: "VIP", value: "true" },
      ],
    });
    expect(readCard("nonsense")).toBeNull();
    expect(readCard({ rows: { length: 1 } })).toEqual({
      conversation: null,
      title: null,
      rows: [],
    });
  });

  test("belongs to the conversation it names, or to the one that is open", () => {
    const cards = new Cards();
    cards.put({ conversation: 4, rows: [{ label: "a", value: "4" }] }, 9);
    cards.put({ rows: [{ label: "a", value: "9" }] }, 9);
    expect([cards.of(4)?.rows[0]?.value, cards.of(9)?.rows[0]?.value]).toEqual(["4", "9"]);
    cards.put(null, 9);
    expect(cards.of(9)).toBeUndefined();
  });

  test("that belongs to none is not shown, and the console says why", () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    new Cards().put({ rows: [] }, null);
    expect(said).toHaveBeenCalledOnce();
  });
});
