import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Ending, Session } from "../src/session";

type Answer = Response | "unreachable";

const TOKEN = {
  token: "a.b.c",
  expiresAt: 1,
  renewIn: 100,
  operator: { id: 1, name: "Olena", status: 0, face: null },
  organization: { id: 1, name: "Shop" },
};

let answers: Answer[];
let asked: string[];
let told: string[];
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  asked = [];
  told = [];
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push(`${url.split("/").at(-1)} ${init.body}`);
    const answer = answers.shift();
    if (answer === undefined || answer === "unreachable") throw new TypeError("network");
    return answer;
  });
  session = new Session({
    work: ({ token }) => told.push(token),
    unreachable: () => told.push("unreachable"),
    ended: (reason: Ending) => told.push(`ended: ${reason}`),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const token = (text = "a.b.c") => Response.json({ ...TOKEN, token: text });
const refused = (status: number, headers = {}) => new Response("{}", { status, headers });
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

test("a link's code is exchanged once, and tokens are renewed in time", async () => {
  answers = [token("one"), token("two")];
  await session.begin("code");
  expect(asked).toEqual(['sign-in {"code":"code"}']);
  await pass(99);
  expect(told).toEqual(["one"]);
  await pass(2);
  expect(asked[1]).toBe("token {}");
  expect(told).toEqual(["one", "two"]);
});

test("without a code it goes on with the session of this browser", async () => {
  answers = [token()];
  await session.begin("");
  expect(asked).toEqual(["token {}"]);
  expect(told).toEqual(["a.b.c"]);
});

test("a used link is no matter for whoever is signed in already", async () => {
  answers = [refused(401), token()];
  await session.begin("used");
  expect(told).toEqual(["a.b.c"]);
});

test("a used link without a session says so, and nothing is asked any more", async () => {
  answers = [refused(401), refused(401)];
  await session.begin("used");
  expect(told).toEqual(["ended: used"]);
  session.doubted("Uncaught Error: token expired");
  await pass(1000);
  expect(asked).toHaveLength(2);
});

test("while the server is away it is tried again, ever more seldom, with the same code", async () => {
  answers = ["unreachable", refused(503, { "Retry-After": "5" }), token()];
  await session.begin("code");
  await pass(1);
  expect(asked).toHaveLength(2);
  await pass(4);
  expect(asked).toHaveLength(2);
  await pass(1);
  expect(new Set(asked)).toEqual(new Set(['sign-in {"code":"code"}']));
  expect(told).toEqual(["unreachable", "unreachable", "a.b.c"]);
});

test("a panel that works is not covered when a renewal fails", async () => {
  answers = [token("one"), "unreachable", token("two")];
  await session.begin("code");
  await pass(102);
  expect(told).toEqual(["one", "two"]);
});

test("an expired token is replaced, but one that is refused at once not in a loop", async () => {
  answers = [token("one"), token("two"), token("three")];
  await session.begin("code");
  session.doubted("Uncaught Error: Invalid token");
  await pass(9);
  expect(asked).toHaveLength(1);
  await pass(2);
  expect(told).toEqual(["one", "two"]);
  await pass(20);
  session.doubted("Uncaught Error: token expired");
  await pass(0.1);
  expect(told).toEqual(["one", "two", "three"]);
});

test("other errors of the page are none of its business", async () => {
  answers = [token()];
  await session.begin("code");
  await pass(20);
  session.doubted("ResizeObserver loop limit exceeded");
  await pass(1);
  expect(asked).toHaveLength(1);
});

test("the session ends with the operator", async () => {
  answers = [token(), refused(401)];
  await session.begin("code");
  await pass(101);
  expect(told).toEqual(["a.b.c", "ended: none"]);
});

test("whoever signs out is out at once, whatever the server says", async () => {
  answers = [token(), "unreachable"];
  await session.begin("code");
  await session.signOut();
  expect(told).toEqual(["a.b.c", "ended: none"]);
  expect(asked[1]).toBe("sign-out {}");
  await pass(1000);
  expect(asked).toHaveLength(2);
});
