import type { Found } from "@chathub/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Search } from "../src/search";

const found = (before: number | null): Found => ({ type: "found", hits: [], before });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("asks once, when the typing pauses", async () => {
  const ask = vi.fn(async () => found(null));
  const search = new Search({ search: ask });
  for (const text of ["te", "tea", "teap "]) search.find(text);
  expect(search.state.value).toBe("busy");
  await vi.advanceTimersByTimeAsync(300);
  expect(ask.mock.calls).toEqual([["teap"]]);
  expect(search.state.value).toBe("done");
});

test("a single character is too short, and an empty text ends the search", async () => {
  const ask = vi.fn(async () => found(null));
  const search = new Search({ search: ask });
  search.find("t");
  expect(search.state.value).toBe("short");
  search.find(" ");
  expect(search.state.value).toBe("idle");
  await vi.advanceTimersByTimeAsync(1000);
  expect(ask).not.toHaveBeenCalled();
});

test("an answer that comes after the text has changed is not shown", async () => {
  const answers: ((answer: Found) => void)[] = [];
  const search = new Search({ search: () => new Promise((resolve) => answers.push(resolve)) });
  search.find("tea");
  await vi.advanceTimersByTimeAsync(300);
  search.find("coffee");
  answers[0]?.(found(1));
  await vi.advanceTimersByTimeAsync(0);
  expect(search.state.value).toBe("busy");
});

test("a failure is told, and the next key asks again", async () => {
  const search = new Search({ search: () => Promise.reject(new Error("away")) });
  search.find("tea");
  await vi.advanceTimersByTimeAsync(300);
  expect(search.state.value).toBe("failed");
  search.find("teas");
  expect(search.state.value).toBe("busy");
});
