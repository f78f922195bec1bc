/** A page with a panel's element, a company's route that a test commands, and time that it moves on. */
import { afterEach, beforeEach, vi } from "vitest";
import { keepToken } from "../src/keeper";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const START = Date.parse("2026-03-02T09:00:00Z");

export const page = {
  script: document.createElement("script"),
  end: new AbortController(),
};
let minted = 0;

/** A token as our server signs it, but for the signature. */
export function jwt(lifetimeMs: number, now = Date.now()): string {
  const claims = btoa(JSON.stringify({ exp: (now + lifetimeMs) / 1000, jti: ++minted }));
  return `eyJ0.${claims.replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_")}.c2ln`;
}

export const answer = (body: unknown, init: ResponseInit = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), init);

/** The company's route; gives tokens of an hour unless told otherwise. */
export const route = vi.fn<(signal: AbortSignal) => Promise<Response>>();
export const onSignedOut = vi.fn();

export const given = () => page.script.getAttribute("token");
export const keep = () =>
  keepToken(page.script, { source: route, signal: page.end.signal, onSignedOut });
export const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);
export const windowSays = (message: string) => dispatchEvent(new ErrorEvent("error", { message }));
export const panelSays = (code: string) =>
  page.script.dispatchEvent(new CustomEvent("chathub:error", { detail: { code } }));

/** Registers what each test needs before it. */
export function eachTestOnItsOwnPage(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    page.end = new AbortController();
    page.script = document.createElement("script");
    document.body.append(page.script);
    onSignedOut.mockReset();
    route.mockReset();
    route.mockImplementation(async () => answer({ token: jwt(HOUR) }));
  });
  afterEach(() => {
    page.end.abort();
    page.script.remove();
    vi.useRealTimers();
  });
}
