import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ask, askOnce, type Keeper, keepSessionBy, type Problem } from "../src/api/request";

interface Asked {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
}

const asked: Asked[] = [];
let answers: (Response | Error)[] = [];
let keeper: Keeper;
let csrf: string | null = "first";

beforeEach(() => {
  asked.length = 0;
  csrf = "first";
  keeper = {
    csrf: () => csrf,
    ended: async () => false,
    stale: async () => false,
    demoted: async () => {},
  };
  keepSessionBy({
    csrf: () => keeper.csrf(),
    ended: () => keeper.ended(),
    stale: () => keeper.stale(),
    demoted: () => keeper.demoted(),
  });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const { method = "GET", headers, body } = init;
    asked.push({ path, method, headers: headers as Record<string, string>, body: body as string });
    const answer = answers.shift();
    if (answer instanceof Error || answer === undefined)
      throw answer ?? new Error("no answer left");
    return answer;
  });
});

afterEach(() => vi.unstubAllGlobals());

const ok = (body: unknown) => new Response(JSON.stringify(body));
const bad = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const failing = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error("it went well")),
    (problem) => problem,
  );

describe("a call", () => {
  test("carries the session's token where it changes something, and nowhere else", async () => {
    answers = [ok([]), ok({})];
    await ask("GET", "/api/company/organization");
    await ask("PATCH", "/api/company", { name: "Tea" });
    expect(asked[0]?.headers).toEqual({});
    expect(asked[1]?.headers).toEqual({
      "Content-Type": "application/json",
      "X-CSRF-Token": "first",
    });
    expect(asked[1]?.body).toBe('{"name":"Tea"}');
  });

  test("that answers nothing answers null", async () => {
    answers = [new Response("")];
    expect(await ask("POST", "/api/operator/status", { id: 1, status: 1 })).toBeNull();
  });

  test("that is refused names the field, and when to come back", async () => {
    answers = [
      bad(
        429,
        { code: "limit", detail: "Too many.", field: "login", reason: "too_long", limit: 9 },
        { "Retry-After": "30" },
      ),
    ];
    const problem = await failing(ask("GET", "/api/audit"));
    expect({ ...problem }).toMatchObject({
      status: 429,
      code: "limit",
      detail: "Too many.",
      field: "login",
      retryAfter: 30,
      reason: "too_long",
      limit: 9,
    });
  });

  test.each(["<h1>Bad gateway</h1>", '"words"', "null"])(
    "that a proxy answers with %s is a problem by its status",
    async (text) => {
      answers = [new Response(text, { status: 502 })];
      expect(await failing(ask("GET", "/api/audit"))).toMatchObject({ status: 502, detail: "" });
    },
  );

  test("that reaches nobody is a problem without a status", async () => {
    answers = [new TypeError("Failed to fetch")];
    expect(await failing(ask("GET", "/api/audit"))).toMatchObject({ status: 0, code: "network" });
  });
});

describe("a session that has ended", () => {
  const ended = () => bad(401, { code: "unauthenticated", detail: "Sign in." });

  test("is renewed by the password, and the call goes on with what it carried", async () => {
    answers = [ended(), ok({ id: 1 })];
    keeper.ended = async () => {
      csrf = "second";
      return true;
    };
    expect(await ask("POST", "/api/organization", { name: "Sales" })).toEqual({ id: 1 });
    expect(asked.map(({ body }) => body)).toEqual(['{"name":"Sales"}', '{"name":"Sales"}']);
    expect(asked[1]?.headers["X-CSRF-Token"]).toBe("second");
  });

  test("stays a problem for whoever rather leaves", async () => {
    answers = [ended()];
    expect(await failing(ask("GET", "/api/audit"))).toMatchObject({ status: 401 });
  });

  test("is no surprise where nobody was signed in, nor to a sign-in", async () => {
    keeper.ended = () => Promise.reject(new Error("asked for the password"));
    csrf = null;
    answers = [ended()];
    expect(await failing(ask("GET", "/api/console/session"))).toMatchObject({ status: 401 });
    csrf = "first";
    answers = [ended()];
    expect(await failing(askOnce("POST", "/api/console/sign-in", {}))).toMatchObject({
      status: 401,
    });
  });
});

test("a token that another tab's sign-in made old is fetched anew, once", async () => {
  const stale = () => bad(403, { code: "csrf", detail: "Load the page anew." });
  answers = [stale(), ok({})];
  keeper.stale = async () => {
    csrf = "third";
    return true;
  };
  await ask("DELETE", "/api/console/people/1");
  expect(asked.map(({ headers }) => headers["X-CSRF-Token"])).toEqual(["first", "third"]);
  answers = [stale(), stale()];
  expect(await failing(ask("DELETE", "/api/console/people/1"))).toMatchObject({ code: "csrf" });
});

test("a refusal for want of a role has the role asked for anew, and stays a refusal", async () => {
  let times = 0;
  keeper.demoted = async () => {
    times += 1;
  };
  for (const reason of ["viewer", "owner_only", "other_token"]) {
    answers = [bad(403, { code: "forbidden", reason })];
    expect(await failing(ask("PATCH", "/api/company", {}))).toMatchObject({ reason });
  }
  expect(times).toBe(2);
});
