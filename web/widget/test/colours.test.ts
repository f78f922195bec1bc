import { expect, test } from "vitest";
import { colourTokens } from "../src/colours";

const known = (colour: string) => /^#[0-9a-f]{6}$/i.test(colour);
const inkOn = (colour: string) => expect.stringMatching(new RegExp(`^color\\(from ${colour} `));

test("without colours of its own a page gets the design's", () => {
  expect(colourTokens({}, known)).toEqual({});
  expect(colourTokens({ "main-color": "", "icon-color": null }, known)).toEqual({});
});

test("the main colour without a dark one serves in the dark too", () => {
  const tokens = colourTokens({ "main-color": "#123456" }, known);
  expect(tokens["--main-light"]).toBe("#123456");
  expect(tokens["--main-dark"]).toBe("#123456");
});

test("what stands on the main colour takes its ink from it, in light and in dark", () => {
  const tokens = colourTokens({ "main-color": "#ffe000", "main-dark-color": "#202060" }, known);
  expect([tokens["--on-main-light"], tokens["--on-main-dark"]]).toEqual([
    inkOn("#ffe000"),
    inkOn("#202060"),
  ]);
  expect([tokens["--icon-light"], tokens["--icon-dark"]]).toEqual([
    inkOn("#ffe000"),
    inkOn("#202060"),
  ]);
});

test("what is no colour is left out", () => {
  expect(colourTokens({ "main-color": "red;} *{display:none", "icon-color": "12" }, known)).toEqual(
    {},
  );
});

test("the operator's dark colour is taken in both of its spellings, the right one first", () => {
  const wrong = colourTokens(
    { "operator-message-color": "#ffffff", "operatoe-message-dark-color": "#111111" },
    known,
  );
  expect([wrong["--operator-light"], wrong["--operator-dark"]]).toEqual(["#ffffff", "#111111"]);
  expect([wrong["--on-operator-light"], wrong["--on-operator-dark"]]).toEqual([
    inkOn("#ffffff"),
    inkOn("#111111"),
  ]);
  const both = colourTokens(
    { "operator-message-dark-color": "#222222", "operatoe-message-dark-color": "#111111" },
    known,
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
    known,
  );
  expect([tokens["--on-operator-light"], tokens["--on-operator-dark"]]).toEqual([
    "#333333",
    "#eeeeee",
  ]);
});
