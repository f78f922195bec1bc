import { describe, expect, it, vi } from "vitest";
import {
  answer,
  eachTestOnItsOwnPage,
  given,
  HOUR,
  jwt,
  keep,
  MINUTE,
  onSignedOut,
  page,
  passes,
  route,
  START,
} from "./page";

eachTestOnItsOwnPage();

describe("a route that fails", () => {
  it.each([
    ["says 500", async () => answer({ error: "Failed to generate token" }, { status: 500 })],
    ["is not reached", async () => Promise.reject(new TypeError("Failed to fetch"))],
    ["gives no token", async () => answer("<!doctype html><title>Oops</title>")],
    ["says `undefined`", async () => answer("undefined")],
  ])("and %s is asked again, ever more seldom, and gives a token in the end", async (_, fails) => {
    route.mockImplementation(fails);
    keep();
    await passes(10 * MINUTE);
    const calls = route.mock.calls.length;
    expect(calls).toBeGreaterThan(10);
    expect(calls).toBeLessThan(120);
    expect(given()).toBeNull();
    route.mockImplementation(async () => answer({ token: jwt(HOUR) }));
    await passes(2 * MINUTE);
    expect(given()).toMatch(/^eyJ0\./);
  });

  it.each([
    ["in seconds", "300"],
    ["as a date", new Date(START + 5 * MINUTE).toUTCString()],
  ])("and says %s when to come back is left alone until then", async (_, retryAfter) => {
    const headers = { "Retry-After": retryAfter };
    route.mockImplementationOnce(async () => answer("busy", { status: 503, headers }));
    keep();
    await passes(5 * MINUTE - 1000);
    expect(route).toHaveBeenCalledTimes(1);
    await passes(MINUTE);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("is asked at once when the network is back", async () => {
    route.mockImplementation(async () => Promise.reject(new TypeError("Failed to fetch")));
    keep();
    await passes(10 * MINUTE);
    route.mockImplementation(async () => answer({ token: jwt(HOUR) }));
    dispatchEvent(new Event("online"));
    await passes(0);
    expect(given()).toMatch(/^eyJ0\./);
  });
});

describe("the end", () => {
  it.each([
    ["says 401", async () => answer({ error: "Unauthorized" }, { status: 401 })],
    [
      "sends the browser to a page to sign in",
      async () => Object.defineProperty(answer("<!doctype html>"), "redirected", { value: true }),
    ],
  ])("comes when the route %s", async (_, signedOut) => {
    keep();
    await passes(0);
    const last = given();
    route.mockImplementation(signedOut);
    await passes(30 * HOUR);
    expect(onSignedOut).toHaveBeenCalledOnce();
    expect(route).toHaveBeenCalledTimes(2);
    expect(given()).toBe(last);
  });

  it("comes when the page says so, also while the route is asked", async () => {
    let broken = false;
    route.mockImplementation(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            broken = true;
            reject(signal.reason);
          });
        }),
    );
    keep();
    await passes(10);
    page.end.abort();
    await passes(30 * HOUR);
    expect(broken).toBe(true);
    expect(route).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("may have come before the beginning", async () => {
    page.end.abort();
    keep();
    await passes(HOUR);
    expect(route).not.toHaveBeenCalled();
  });
});
