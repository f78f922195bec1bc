import { afterEach, expect, test, vi } from "vitest";
import { askSettings } from "../src/settings";

function answer(status: number, body: unknown) {
  const fetched = vi.fn(async (_address: string, _options: RequestInit) =>
    Response.json(body, { status }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

test("the settings are asked for once, by guid, without cookies", async () => {
  const settings = { guid: "a/b", name: "Shop", organization: "Sample" };
  const fetched = answer(200, settings);
  expect(await askSettings("https://chat.example", "a/b")).toEqual({ settings });
  expect(fetched).toHaveBeenCalledOnce();
  expect(fetched.mock.calls[0]?.[0]).toBe("https://chat.example/api/widget/a%2Fb");
  expect(fetched.mock.calls[0]?.[1].credentials).toBe("omit");
});

test.each([
  [404, { refusal: "unknown" }],
  [400, { refusal: "unknown" }],
  [403, { refusal: "refused" }],
  [429, {}],
  [503, {}],
])("status %i means %j", async (status, meant) => {
  answer(status, { title: "no" });
  expect(await askSettings("https://chat.example", "x")).toEqual(meant);
});

test.each([null, [], "text", {}, { organization: 5 }])("the answer %j is none", async (body) => {
  answer(200, body);
  expect(await askSettings("https://chat.example", "x")).toEqual({});
});

test("no network is no exception", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await askSettings("https://chat.example", "x")).toEqual({});
});
