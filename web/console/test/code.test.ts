import { beforeEach, expect, test } from "vitest";
import { codeFor, forgetCode, takeCode } from "../src/code";

beforeEach(() => {
  forgetCode("first-run");
  forgetCode("join");
  history.replaceState(null, "", "/console");
});

test("a link's code leaves the address at once, and is kept for this tab until it was used", () => {
  history.replaceState(null, "", "/console#first-run=abc-123");
  takeCode();
  expect(location.href).not.toContain("abc-123");
  expect(location.pathname).toBe("/console/start");
  expect(codeFor("first-run")).toBe("abc-123");
  expect(codeFor("join")).toBeNull();
  expect(sessionStorage.length).toBe(1);
  forgetCode("first-run");
  expect(codeFor("first-run")).toBeNull();
  expect(sessionStorage.length).toBe(0);
});

test("an invitation has a place of its own", () => {
  history.replaceState(null, "", "/console#join=xyz");
  takeCode();
  expect(location.pathname).toBe("/console/join");
  expect(codeFor("join")).toBe("xyz");
});

test("any other hash is nobody's code", () => {
  history.replaceState(null, "", "/console/people#content");
  takeCode();
  expect(location.hash).toBe("#content");
  expect(codeFor("join")).toBeNull();
});
