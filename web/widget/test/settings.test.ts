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
  expect(await askSettings("https://chat.example", "a/b")).toEqual({ kind: "settings", settings });
  expect(fetched).toHaveBeenCalledOnce();
  expect(fetched.mock.calls[0]?.[0]).toBe("https://chat.example/api/widget/a%2Fb");
  expect(fetched.mock.calls[0]?.[1].credentials).toBe("omit");
});

test.each([
  [404, "unknown"],
  [400, "unknown"],
  [403, "refused"],
  [429, "unreachable"],
  [503, "unreachable"],
])("status %i means %s", async (status, kind) => {
  answer(status, { title: "no" });
  expect(await askSettings("https://chat.example", "x")).toEqual({ kind });
});

test.each([null, [], "text", {}, { organization: 5 }])("the answer %j is none", async (body) => {
  answer(200, body);
  expect(await askSettings("https://chat.example", "x")).toEqual({ kind: "unreachable" });
});

test("no network is no exception", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await askSettings("https://chat.example", "x")).toEqual({ kind: "unreachable" });
});
