import { afterEach, expect, test, vi } from "vitest";
import { askToken } from "../src/customer-token";

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn(async (_address: string, _options: RequestInit) =>
    Response.json(body, { status, headers }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

test("the earlier token and the page's identity go in the body, never in the address", async () => {
  const fetched = answer(200, { token: "a.b.c", identity: "verified" });
  expect(await askToken("https://chat.example", "guid", "u.s.r", "old")).toEqual({
    kind: "token",
    token: "a.b.c",
    identity: "verified",
  });
  expect(fetched.mock.calls[0]?.[0]).toBe("https://chat.example/api/widget/guid/token");
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toEqual({
    userJwt: "u.s.r",
    token: "old",
  });
});

test("an anonymous customer sends no identity", async () => {
  const fetched = answer(200, { token: "a.b.c", identity: "anonymous" });
  await askToken("https://chat.example", "guid", "", null);
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toEqual({
    userJwt: null,
    token: null,
  });
});

test.each([
  [403, { kind: "refused" }],
  [404, { kind: "unknown" }],
  [400, { kind: "invalid" }],
  [413, { kind: "invalid" }],
  [429, { kind: "later", after: 7 }],
  [503, { kind: "later", after: 7 }],
])("status %i with an identity means %j", async (status, expected) => {
  answer(status, { title: "no" }, { "Retry-After": "7" });
  expect(await askToken("https://chat.example", "guid", "u.s.r", null)).toEqual(expected);
});

test("without an identity there is none to blame", async () => {
  answer(400, {});
  expect(await askToken("https://chat.example", "guid", "", null)).toEqual({
    kind: "later",
    after: null,
  });
});

test.each([null, "text", {}, { token: 5, identity: "anonymous" }, { token: "a.b.c" }])(
  "the answer %j is none",
  async (body) => {
    answer(200, body);
    expect(await askToken("https://chat.example", "guid", "", null)).toEqual({
      kind: "later",
      after: null,
    });
  },
);

test("no network means later", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await askToken("https://chat.example", "guid", "", null)).toEqual({
    kind: "later",
    after: null,
  });
});
