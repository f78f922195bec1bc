import { expect, test } from "vitest";
import { colourTokens, luminance, type Weigh } from "../src/colours";

const weigh: Weigh = (colour) => {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!parts) return null;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
};

test("without colours of its own a page gets the design's", () => {
  expect(colourTokens({}, weigh)).toEqual({});
  expect(colourTokens({ "main-color": "", "icon-color": null }, weigh)).toEqual({});
});

test("the main colour without a dark one serves in the dark too", () => {
  const tokens = colourTokens({ "main-color": "#123456" }, weigh);
  expect(tokens["--main-light"]).toBe("#123456");
  expect(tokens["--main-dark"]).toBe("#123456");
});

test("text on a light main colour is dark, on a dark one white", () => {
  const tokens = colourTokens({ "main-color": "#ffe000", "main-dark-color": "#202060" }, weigh);
  expect([tokens["--on-main-light"], tokens["--on-main-dark"]]).toEqual(["#16202a", "#fff"]);
  expect([tokens["--icon-light"], tokens["--icon-dark"]]).toEqual(["#16202a", "#fff"]);
});

test("what is no colour is left out", () => {
  expect(colourTokens({ "main-color": "red;} *{display:none", "icon-color": "12" }, weigh)).toEqual(
    {},
  );
});

test("the operator's dark colour is taken in both of its spellings, the right one first", () => {
  const wrong = colourTokens(
    { "operator-message-color": "#ffffff", "operatoe-message-dark-color": "#111111" },
    weigh,
  );
  expect([wrong["--operator-light"], wrong["--operator-dark"]]).toEqual(["#ffffff", "#111111"]);
  expect([wrong["--on-operator-light"], wrong["--on-operator-dark"]]).toEqual(["#16202a", "#fff"]);
  const both = colourTokens(
    { "operator-message-dark-color": "#222222", "operatoe-message-dark-color": "#111111" },
    weigh,
  );
  expect(both["--operator-dark"]).toBe("#222222");
});

test("the operator's text colours win over what would be readable", () => {
  const tokens = colourTokens(
    {
      "operator-message-color": "#ffffff",
      "operator-message-text-color": "#333333",
      "operator-message-text-dark-color": "#eeeeee",
    },
    weigh,
  );
  expect([tokens["--on-operator-light"], tokens["--on-operator-dark"]]).toEqual([
    "#333333",
    "#eeeeee",
  ]);
});

test("black and white are the ends of luminance", () => {
  expect(luminance([0, 0, 0])).toBe(0);
  expect(luminance([255, 255, 255])).toBeCloseTo(1);
});
