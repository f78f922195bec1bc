import { describe, expect, it, vi } from "vitest";
import {
  answer,
  eachTestOnItsOwnPage,
  given,
  HOUR,
  jwt,
  keep,
  MINUTE,
  page,
  panelSays,
  passes,
  route,
  START,
  windowSays,
} from "./page";

eachTestOnItsOwnPage();

describe("a token that is kept fresh", () => {
  it("is asked for at once, and again before it ends", async () => {
    keep();
    await passes(0);
    const first = given();
    expect(first).toMatch(/^eyJ0\./);
    await passes(40 * MINUTE);
    expect(route).toHaveBeenCalledTimes(1);
    await passes(10 * MINUTE);
    expect(route).toHaveBeenCalledTimes(2);
    expect(given()).not.toBe(first);
  });

  it("is read in each way that integrators hand it over", async () => {
    const token = jwt(HOUR);
    for (const body of [token, `"${token}"`, { token }, { token: `"${token}"` }]) {
      page.end.abort();
      page.end = new AbortController();
      route.mockImplementation(async () => answer(body));
      page.script.removeAttribute("token");
      keep();
      await passes(0);
      expect(given()).toBe(token);
    }
  });

  it("that does not say when it ends is renewed when the route says", async () => {
    const expiresAt = new Date(START + HOUR).toISOString();
    route.mockImplementationOnce(async () => answer({ token: "a.b.c", expiresAt }));
    keep();
    await passes(40 * MINUTE);
    expect(route).toHaveBeenCalledTimes(1);
    await passes(10 * MINUTE);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("of which nobody says when it ends is kept until the panel says so", async () => {
    route.mockImplementationOnce(async () => answer("test-token-for-development"));
    keep();
    await passes(30 * HOUR);
    expect(given()).toBe("test-token-for-development");
    expect(route).toHaveBeenCalledTimes(1);
    panelSays("expired");
    await passes(0);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("is renewed in time also where this machine's clock is wrong", async () => {
    const server = START + 5 * HOUR;
    const headers = { Date: new Date(server).toUTCString() };
    route.mockImplementation(async () => answer({ token: jwt(HOUR, server) }, { headers }));
    keep();
    await passes(40 * MINUTE);
    expect(route).toHaveBeenCalledTimes(1);
    await passes(10 * MINUTE);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("is renewed when the machine has slept through its end", async () => {
    keep();
    await passes(0);
    // Timers stand still meanwhile.
    vi.setSystemTime(START + 3 * HOUR);
    document.dispatchEvent(new Event("visibilitychange"));
    await passes(0);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("is not asked for while its element is out of the document", async () => {
    keep();
    await passes(0);
    page.script.remove();
    await passes(3 * HOUR);
    expect(route).toHaveBeenCalledTimes(1);
    document.body.append(page.script);
    await passes(MINUTE);
    expect(route).toHaveBeenCalledTimes(2);
  });
});

describe("a token that the panel refuses", () => {
  it("as expired is replaced at once, whoever tells first", async () => {
    route.mockImplementationOnce(async () => answer({ token: jwt(MINUTE) }));
    keep();
    await passes(30_000);
    windowSays("Uncaught Error: token expired");
    panelSays("expired");
    await passes(0);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("is not another panel's, whose end the window tells", async () => {
    keep();
    await passes(0);
    windowSays("Uncaught Error: token expired");
    await passes(MINUTE);
    expect(route).toHaveBeenCalledTimes(1);
  });

  it("and comes again from the route is asked for ever more seldom", async () => {
    const ended = jwt(-1000);
    route.mockImplementation(async () => answer({ token: ended }));
    keep();
    await passes(0);
    panelSays("expired");
    await passes(10 * MINUTE);
    const calls = route.mock.calls.length;
    expect(calls).toBeGreaterThan(10);
    expect(calls).toBeLessThan(200);
  });

  it("as invalid has one other tried, and no more", async () => {
    keep();
    await passes(0);
    panelSays("invalid");
    await passes(0);
    expect(route).toHaveBeenCalledTimes(2);
    panelSays("invalid");
    await passes(30 * HOUR);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("as invalid and comes again from the route ends it", async () => {
    const token = jwt(HOUR);
    route.mockImplementation(async () => answer({ token }));
    keep();
    await passes(0);
    panelSays("invalid");
    await passes(30 * HOUR);
    expect(route).toHaveBeenCalledTimes(2);
  });

  it("as invalid long after another one was, is tried once more", async () => {
    keep();
    await passes(0);
    panelSays("invalid");
    await passes(50 * MINUTE);
    expect(route).toHaveBeenCalledTimes(3);
    panelSays("invalid");
    await passes(0);
    expect(route).toHaveBeenCalledTimes(4);
  });
});
