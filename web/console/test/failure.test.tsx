import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../src/api/request";
import { Failure, sentence } from "../src/parts/Failure";
import { problems } from "../src/problem-words";
import { shell } from "../src/shell-words";

beforeAll(() => Promise.all([shell.load(), problems.load()]));
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });

test("who was too quick is told when to go on, and may try again only then", async () => {
  const root = document.body.appendChild(document.createElement("main"));
  let tries = 0;
  const problem = new Problem(429, "limit", "Too many calls.", null, 3);
  await act(() =>
    render(
      <Failure
        problem={problem}
        again={() => {
          tries += 1;
        }}
      />,
      root,
    ),
  );
  const button = () => root.querySelector("button");
  expect(root.textContent).toContain("You can go on in 3 seconds");
  expect(button()?.disabled).toBe(true);
  await pass(2500);
  expect(root.textContent).toContain("You can go on in 1 second;");
  await pass(1000);
  expect(root.textContent).toContain("You can go on now.");
  expect(button()?.disabled).toBe(false);
  await act(() => button()?.click());
  expect(tries).toBe(1);
  await act(() => render(null, root));
});

test.each([
  [new Problem(0, "network", ""), "The server cannot be reached."],
  [new Problem(503, "unavailable", "The database is away."), "Nothing is lost"],
  [new Problem(502, "unknown", ""), "The server failed at this."],
  [new Problem(404, "not_found", "There is no such operator."), "It is not there any more."],
  [new Problem(401, "wrong-password", "No."), "The login or the password is wrong."],
  [new Problem(403, "forbidden", "`id`: only an active operator."), "Only an active operator."],
  [new Problem(400, "invalid", ""), "The server failed at this."],
])("%s", (problem, text) => {
  expect(sentence(problem)).toContain(text);
});
