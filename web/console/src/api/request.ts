/** How the console asks the server: by cookie, with the session's token on every change, and within a time. */

/** What went wrong, in a form that a screen can show. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 where the server could not be reached. */
    readonly status: number,
    readonly code: string,
    /** What the server says of it; empty where it said nothing. */
    readonly detail: string,
    /** The field that is to blame, if one is. */
    readonly field: string | null = null,
    /** Seconds after which a repeat is welcome. */
    readonly retryAfter: number | null = null,
    /** What exactly is wrong, where the code leaves it open. */
    readonly reason: string | null = null,
    /** The number that the reason speaks of. */
    readonly limit: number | null = null,
  ) {
    super(`${status} ${code}`);
  }
}

/** What the requests need to know of the session. It is given here, since the session itself asks by requests. */
export interface Keeper {
  /** The token that changes carry; null while nobody is signed in. */
  csrf(): string | null;
  /** The session has ended: asks for the password, and is true once there is another session. */
  ended(): Promise<boolean>;
  /** The token is not that of the cookie any more, as after a sign-in in another tab. True if there is a new one. */
  stale(): Promise<boolean>;
  /** Whoever is signed in may not do this: the role that the screen goes by may be one of before. */
  demoted(): Promise<void>;
}

const PATIENCE_MS = 30_000;
const FILE_PATIENCE_MS = 300_000;
let keeper: Keeper | null = null;

export function keepSessionBy(one: Keeper): void {
  keeper = one;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What was read, and which version of it: a change that is made of it names that one, and is refused for any other. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string | null;
}

/** The header of a change that is made of a version. */
export const madeOf = (version: string | null): Readonly<Record<string, string>> =>
  version === null ? {} : { "If-Match": version };

/** What was to be changed is not what was read any more. */
export const isChanged = (error: unknown): boolean =>
  error instanceof Problem && error.status === 412;

/**
 * One call, answered by its body. A Problem says what went wrong. Where the session has ended meanwhile, the password is
 * asked for and the call goes on: whoever called never learns of it.
 */
export async function ask<T>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  return (await askVersioned<T>(method, path, body, headers)).value;
}

/** As `ask`, with the version of what came. */
export async function askVersioned<T>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Versioned<T>> {
  const before = keeper?.csrf() ?? null;
  try {
    return await once<T>(method, path, body, headers);
  } catch (error) {
    if (!(error instanceof Problem) || keeper === null || before === null) throw error;
    if (error.status === 401 && (await keeper.ended()))
      return askVersioned(method, path, body, headers);
    if (error.code === "csrf" && (await keeper.stale())) return once(method, path, body, headers);
    if (error.reason === "viewer" || error.reason === "owner_only") await keeper.demoted();
    throw error;
  }
}

/** As `ask`, but an ended session is a problem like any other: for the calls that begin and end one. */
export async function askOnce<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return (await once<T>(method, path, body, {})).value;
}

async function once<T>(
  method: Method,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Versioned<T>> {
  const sent: Record<string, string> = { ...headers };
  if (body !== undefined) sent["Content-Type"] = "application/json";
  const csrf = keeper?.csrf();
  if (method !== "GET" && csrf) sent["X-CSRF-Token"] = csrf;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      method,
      headers: sent,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    text = await answer.text();
  } catch {
    throw new Problem(0, "network", "");
  }
  if (!answer.ok) throw problemOf(answer, text);
  const value = (text === "" ? null : JSON.parse(text)) as T;
  return { value, version: answer.headers.get("ETag") };
}

/** A file, as it is. It may take as long as it comes; an ended session is asked for as in `ask`. */
export async function askFile(path: string): Promise<Blob> {
  let answer: Response;
  let body: Blob;
  try {
    answer = await fetch(path, { signal: AbortSignal.timeout(FILE_PATIENCE_MS) });
    body = await answer.blob();
  } catch {
    throw new Problem(0, "network", "");
  }
  if (answer.ok) return body;
  const problem = problemOf(answer, await body.text());
  if (problem.status === 401 && (await keeper?.ended())) return askFile(path);
  throw problem;
}

/** Reads a problem as RFC 9457 spells it; anything else, such as a proxy's page, is told by its status alone. */
export function problemOf(answer: Response, text: string): Problem {
  const said = parsed(text);
  const retry = Number(answer.headers.get("Retry-After"));
  return new Problem(
    answer.status,
    typeof said["code"] === "string" ? said["code"] : "unknown",
    typeof said["detail"] === "string" ? said["detail"] : "",
    typeof said["field"] === "string" ? said["field"] : null,
    Number.isFinite(retry) && retry > 0 ? retry : null,
    typeof said["reason"] === "string" ? said["reason"] : null,
    typeof said["limit"] === "number" ? said["limit"] : null,
  );
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
