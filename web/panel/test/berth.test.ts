import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { Berth } from "../src/berth";
import type { Tab } from "../src/dock";

let ends = 0;
function berths(...ids: string[]) {
  ends += 1;
  const end = `end-${ends}`;
  const made = ids.map((id) => {
    const tab = signal<Tab>({ id, organization: id, operator: "Iryna", unread: 0 });
    const berth = new Berth(tab);
    berth.move("dock", end);
    return berth;
  });
  return { end, made: made as [Berth, Berth] };
}

test("panels of one dock open together and one is in front", () => {
  const [one, other] = berths("a", "b").made;
  one.setOpen(true);
  expect([one.open.value, other.open.value]).toEqual([true, true]);
  expect([one.inFront.value, other.inFront.value]).toEqual([true, false]);
  other.choose("b");
  expect([one.inFront.value, other.inFront.value]).toEqual([false, true]);
});

test("a panel that leaves for a moment finds its place in front again", () => {
  const [one, other] = berths("a", "b").made;
  one.leave();
  expect(other.inFront.value).toBe(true);
  expect(other.tabs.value.map(({ id }) => id)).toEqual(["b"]);
  one.comeBack();
  expect([one.inFront.value, other.inFront.value]).toEqual([true, false]);
});

test("what changes on a tab while its panel is away brings it not back", () => {
  const [one, other] = berths("a", "b").made;
  one.leave();
  one.put({ id: "a", organization: "a", operator: "Iryna", unread: 3 });
  expect(other.tabs.value.map(({ id }) => id)).toEqual(["b"]);
});

test("in the page a panel is open and alone", () => {
  const { made, end } = berths("a", "b");
  const [one, other] = made;
  one.move("inline", end);
  expect([one.open.value, one.inFront.value, one.tabs.value.length]).toEqual([true, true, 1]);
  expect(other.tabs.value.map(({ id }) => id)).toEqual(["b"]);
});

test("a panel that ended is gone from the dock", () => {
  const [one, other] = berths("a", "b").made;
  one.end();
  expect(other.tabs.value.map(({ id }) => id)).toEqual(["b"]);
});
