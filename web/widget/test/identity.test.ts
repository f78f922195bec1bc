import { afterEach, expect, test } from "vitest";
import { reportIdentity } from "../src/identity";
import { claimedPerson } from "../src/person";

function jwt(claims: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const text = btoa(String.fromCharCode(...bytes));
  return `h.${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}.s`;
}

test("the person is the subject, also in another alphabet or as a number", () => {
  expect(claimedPerson(jwt({ sub: "user-42" }))).toBe("user-42");
  expect(claimedPerson(jwt({ sub: "Оксана ???" }))).toBe("Оксана ???");
  expect(claimedPerson(jwt({ sub: 42 }))).toBe("42");
});

test("a token in quotes is read as the server reads it", () => {
  expect(claimedPerson(`"${jwt({ sub: "user-42" })}"`)).toBe("user-42");
});

test.each(["", "undefined", "a.b.c", "..", jwt({}), jwt(null), jwt({ sub: "" }), jwt({ sub: {} })])(
  "%j claims nobody",
  (text) => {
    expect(claimedPerson(text)).toBeNull();
  },
);

const stop = new AbortController();
afterEach(() => stop.abort());

test("the page hears of an expired and of an invalid identity, and of nothing else", () => {
  const heard: string[] = [];
  for (const name of ["expired", "invalid", "anonymous", "verified"]) {
    window.addEventListener(`identity:${name}`, (event) => heard.push(event.type), stop);
  }
  for (const identity of ["anonymous", "verified", "expired", "invalid"] as const) {
    reportIdentity(identity, "chat-widget-script");
  }
  expect(heard).toEqual(["identity:expired", "identity:invalid"]);
});
