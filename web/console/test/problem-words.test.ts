import { beforeAll, expect, test } from "vitest";
import { Problem } from "../src/api/request";
import { sentence } from "../src/parts/Failure";
import { faultOf, inOwnWords, problems, withoutName } from "../src/problem-words";
import { shell } from "../src/shell-words";

beforeAll(async () => {
  document.documentElement.lang = "uk";
  await Promise.all([shell.load(), problems.load()]);
});

const refused = (reason: string | null, limit: number | null = null, code = "invalid") =>
  new Problem(400, code, "`name` is wrong.", "name", null, reason, limit);

test.each([
  ["too_long", 100, "Не більше ніж 100 символів."],
  ["too_short", 1, "Щонайменше 1 символ."],
  ["too_many", 3, "Не більше ніж 3 записи."],
  ["too_low", 2, "Щонайменше 2."],
  ["taken", null, "Цей логін уже зайнятий. Оберіть інший."],
  ["viewer", null, "Ви можете переглядати, але не змінювати."],
])("the reason %s is said in the reader's language, with its number", (reason, limit, text) => {
  expect(faultOf(refused(reason, limit))).toContain(text);
  expect(sentence(refused(reason, limit))).toContain(text);
});

test("a code without a reason is said by the code", () => {
  const full = new Problem(503, "storage", "The server's disk is nearly full.");
  expect(sentence(full)).toContain("Диск сервера майже заповнений.");
  expect(sentence(new Problem(413, "too_large", "Too large."))).toContain("Це забагато");
});

test.each([
  ["a reason that this console does not know", refused("new_in_the_next_version")],
  ["a code that says too little", refused(null)],
])("%s leaves the server's own sentence", (_, problem) => {
  expect(inOwnWords(problem)).toBeNull();
  expect(faultOf(problem)).toBe("`name` is wrong.");
  expect(sentence(problem)).toBe("`name` is wrong.");
});

test("how long to wait, and that nothing is there, are said as before", () => {
  expect(sentence(new Problem(404, "not_found", "No."))).toContain("Цього вже немає.");
  expect(sentence(new Problem(429, "limit", "Too many."), 2)).toContain("через 2 секунди");
  expect(sentence(new Problem(401, "unauthenticated", "No."))).toContain("Ви вийшли");
});

test("the server's name of a field is for programs", () => {
  expect(withoutName("`week[1]`: two spans overlap.")).toBe("Two spans overlap.");
  expect(withoutName("The login `tea` is taken.")).toBe("The login `tea` is taken.");
});
