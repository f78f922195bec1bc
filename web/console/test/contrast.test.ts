import { expect, test } from "vitest";
import { colourOf, contrast, unreadable } from "../src/channels/contrast";
import { type Editing, editingOf } from "../src/channels/editing";
import { PLAIN } from "../src/preview/plain";

function wearing(looks: Partial<Editing["looks"]>): Editing {
  const editing = editingOf(PLAIN);
  return { ...editing, looks: { ...editing.looks, ...looks } };
}

test("a colour may be written short, in capitals, and without its sign", () => {
  expect(["#0A7D55", "0a7d55", " #0a7d55 "].map(colourOf)).toEqual(Array(3).fill("#0a7d55"));
  expect(colourOf("#fa0")).toBe("#ffaa00");
  expect(["", "red", "#12345", "#gggggg", "#0a7d5500"].map(colourOf)).toEqual(Array(5).fill(null));
});

// Values of https://webaim.org/resources/contrastchecker/
test.each([
  ["#000000", "#ffffff", 21],
  ["#777777", "#ffffff", 4.48],
  ["#0b6e69", "#ffffff", 6.06],
])("the contrast of %s on %s is %d", (ink, ground, ratio) => {
  expect(contrast(ink, ground)).toBeCloseTo(ratio, 1);
  expect(contrast(ground, ink)).toBe(contrast(ink, ground));
});

test("as it comes, everything can be read", () => {
  expect(unreadable(wearing({}))).toEqual([]);
  expect(unreadable(wearing({ mainColor: "#ffff00", operatorMessageColor: "#111111" }))).toEqual(
    [],
  );
});

test("an icon needs less contrast than a text", () => {
  const grey = "#8a8a8a";
  expect(unreadable(wearing({ mainColor: "#ffffff", iconColor: grey }))).toEqual([]);
  const told = unreadable(
    wearing({ operatorMessageColor: "#ffffff", operatorMessageTextColor: grey }),
  );
  expect(told.map(({ name, least }) => [name, least])).toEqual([["operatorMessageTextColor", 4.5]]);
});

test("a dark colour that is missing is the light one, and the one to change is named", () => {
  const told = unreadable(
    wearing({
      operatorMessageColor: "#ffffff",
      operatorMessageDarkColor: "#111111",
      operatorMessageTextColor: "#222222",
    }),
  );
  expect(told.map(({ name }) => name)).toEqual(["operatorMessageTextColor"]);
});

test("an icon is held against the product's own colour where none was chosen", () => {
  expect(unreadable(wearing({ iconColor: "#0b6e69" })).map(({ name }) => name)).toEqual([
    "iconColor",
  ]);
});
