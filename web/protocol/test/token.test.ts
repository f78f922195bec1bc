import { describe, expect, it } from "vitest";
import { readToken } from "../src/token";
import { couldBeToken } from "../src/token-shape";

const TOKEN = "eyJh.eyJz.c2ln-_";

describe("reading a token", () => {
  it.each([
    ["bare", TOKEN],
    ["with white space around", ` \n${TOKEN}\t`],
    ["as a JSON string", `"${TOKEN}"`],
    ["quoted twice", `" "${TOKEN}" "`],
    ["as an object", `{"token": "${TOKEN}", "expiresAt": "2030-01-01T00:00:00Z"}`],
    ["as text wrapped in JSON and read as text again", `{"token":"\\"${TOKEN}\\""}`],
  ])("takes it %s", (_how, given) => {
    expect(readToken(given)).toBe(TOKEN);
  });

  it.each(["", "  ", '""', '{"token": ""}'])("finds none in %j", (given) => {
    expect(readToken(given)).toBe("");
  });

  it.each([
    "undefined",
    "null",
    '"',
    '{"error":"Unauthorized"}',
    '{"token":1}',
    "{",
    "<p>a.b.c</p>",
  ])("knows that %j cannot be one", (given) => {
    expect(couldBeToken(readToken(given))).toBe(false);
  });

  it("leaves the development token to the server", () => {
    expect(couldBeToken("test-token-for-development")).toBe(true);
  });
});
