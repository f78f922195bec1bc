/** Keeps the token of one panel fresh, as long as the company's own site hands tokens out. */

import { backOff } from "@chathub/protocol/backoff";
import { readToken } from "@chathub/protocol/token";
import { couldBeToken } from "@chathub/protocol/token-shape";
import type * as Types from "../types/token";
import { type Told, tabs } from "./tabs";

/** The wall clock is looked at this often: timers stand still while a machine sleeps. */
const LOOK_MS = 60_000;
const LEAST_MS = 5000;
const PATIENCE_MS = 30_000;
const HOUR_MS = 3_600_000;

type Verdict = "expired" | "invalid";

export const keepToken: typeof Types.keepToken = (
  element,
  { source = "/api/chathub/token", share, signal, onSignedOut } = {},
) => {
  const own = new AbortController();
  const ended = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  if (ended.aborted) return;

  let token = "";
  let ends = 0;
  /** When another one is to be asked for, by this machine's clock. */
  let due = 0;
  /** That time, as long as nothing has gone wrong with the token. */
  let planned = 0;
  let failures = 0;
  let refusals = 0;
  let verdict: Verdict | undefined;
  let working = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const others = tabs(
    share ?? (typeof source === "function" ? "" : `${source}`),
    (told: Told) => {
      if (told.token !== undefined) take(told.token, told.ends);
      else due = told.due;
      void look();
    },
    ended,
  );

  const look = async () => {
    if (working) return;
    clearTimeout(timer);
    const wanted = element.isConnected || !token;
    if (due <= Date.now() && wanted) {
      working = true;
      await others.inTurn(renew);
      working = false;
    }
    if (ended.aborted) return;
    timer = setTimeout(look, wanted ? Math.min(Math.max(due - Date.now(), 0), LOOK_MS) : LOOK_MS);
  };

  const renew = async () => {
    // Another tab may have done it while this one waited for its turn.
    if (ended.aborted || Date.now() < due) return;
    if (due === planned) refusals = 0;
    try {
      const answer = await ask();
      const text = await answer.text();
      const next = readToken(text);
      const good = answer.ok && couldBeToken(next);
      // Many sites send whoever is not signed in to a page where that can be done.
      if (answer.status === 401 || (answer.redirected && !good)) {
        own.abort();
        others.tell({ due: 0 });
        onSignedOut?.();
      } else if (good) {
        // The server's clock has set the end; this machine's may be wrong.
        const left =
          endOf(next, text) - (Date.parse(answer.headers.get("date") ?? "") || Date.now());
        ends = Date.now() + left;
        others.tell({ token: next, ends });
        take(next, ends);
      } else fail(answer.headers.get("retry-after"));
    } catch {
      // Nobody is reached, or it takes too long; or it was broken off, after which nothing follows.
      fail(null);
    }
  };

  const ask = () => {
    const within = AbortSignal.any([ended, AbortSignal.timeout(PATIENCE_MS)]);
    return typeof source === "function"
      ? source(within)
      : fetch(source, { cache: "no-store", signal: within });
  };

  const fail = (retryAfter: string | null) => {
    const seconds = Number(retryAfter);
    const told = seconds ? seconds * 1000 : Date.parse(retryAfter ?? "") - Date.now() || 0;
    due = Date.now() + Math.min(Math.max(told, 0), HOUR_MS) + backOff(failures++, Math.random);
    others.tell({ due });
  };

  const take = (next: string, end: number) => {
    failures = 0;
    ends = end;
    // The same again is no cure for what the panel has said of it.
    if (next === token && verdict) return refuse(verdict);
    verdict = undefined;
    if (next !== token) element.setAttribute("token", next);
    token = next;
    // Each tab a little apart: the first one brings a token for all.
    const wait = (end - Date.now()) * (0.7 + Math.random() / 10);
    due = planned = Date.now() + Math.max(wait, LEAST_MS);
  };

  const refuse = (how: Verdict) => {
    verdict = how;
    if (how === "invalid" && refusals) own.abort();
    due = Date.now() + (refusals ? backOff(refusals, Math.random) : 0);
    refusals++;
  };

  const heard = (how: Verdict) => {
    // Both of its events may tell of one end.
    if (verdict === how) return;
    refuse(how);
    void look();
  };

  const wake = ({ type }: Event) => {
    if (type === "online" && failures) due = 0;
    void look();
  };

  const listening = { signal: ended };
  addEventListener(
    "error",
    // It may be another panel's: this one's tells by its own event, too.
    ({ message }) => {
      if (/token expired/.test(message) && ends - Date.now() < LOOK_MS) heard("expired");
    },
    listening,
  );
  element.addEventListener(
    "chathub:error",
    (event) => {
      const { code } = (event as CustomEvent<{ code: string }>).detail;
      if (code === "expired" || code === "invalid") heard(code);
    },
    listening,
  );
  for (const name of ["online", "pageshow", "focus"]) addEventListener(name, wake, listening);
  document.addEventListener("visibilitychange", wake, listening);
  ended.addEventListener("abort", () => clearTimeout(timer));
  void look();
};

/** When a token ends, in milliseconds: as it says itself, else as the route says; Infinity where nobody knows. */
function endOf(token: string, answer: string): number {
  return (
    read(() => claimsOf(token).exp * 1000) ??
    read(() => Date.parse(JSON.parse(answer).expiresAt)) ??
    Number.POSITIVE_INFINITY
  );
}

function claimsOf(token: string): { exp: number } {
  return JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
}

function read(value: () => number): number | undefined {
  try {
    return value() || undefined;
  } catch {
    // It does not say so in this way.
    return undefined;
  }
}
