/** The way over HTTP: an event stream, and commands one by one. For networks that break WebSockets, and long texts. */
import {
  CLOSE_INVALID_TOKEN,
  CLOSE_REFUSED_ORIGIN,
  CLOSE_TOKEN_EXPIRED,
  CLOSE_TRY_LATER,
  PATH,
} from "../generated";
import { type Caller, type Ears, LOST, type Net, read } from "../transport";
import { RequestError } from "../types";

/** Characters of a line that can still be a frame: a snapshot of the longest messages has less. */
const LONGEST_LINE = 8 * 2 ** 20;

/** Reads the stream to its end. With fetch, so that the token stays in a header. */
export async function follow(net: Net, caller: Caller, ears: Ears, signal: AbortSignal) {
  const { origin, token, cursor } = caller;
  const query = cursor ? `?epoch=${encodeURIComponent(cursor.epoch)}&cursor=${cursor.at}` : "";
  const answer = await net.fetch(`${origin}${PATH}/events${query}`, {
    headers: { Authorization: `Bearer ${token}`, Accept: "text/event-stream" },
    cache: "no-store",
    credentials: "omit",
    signal,
  });
  if (!answer.ok) return ears.ended(await codeOf(answer), retryAfterOf(answer));
  // A login page of some network in between answers 200, too.
  if (!answer.headers.get("Content-Type")?.startsWith("text/event-stream")) return ears.ended(LOST);
  let code = LOST;
  await eachLine(answer, (line) => {
    const frame = line.startsWith("data:") && !signal.aborted ? read(line.slice(5)) : null;
    if (frame?.type === "close") code = frame.code;
    else if (frame) ears.frame(frame);
  });
  ears.ended(code);
}

/** How a command over HTTP ended: with a frame, or refused; `close` where the token or the page does not count. */
export type Posted =
  | { readonly frame: { readonly type: string } }
  | { readonly error: RequestError; readonly close: number | null };

export async function post(
  net: Net,
  origin: string,
  token: string | null,
  body: string,
  signal: AbortSignal,
): Promise<Posted> {
  const answer = await net.fetch(`${origin}${PATH}/commands`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body,
    credentials: "omit",
    signal,
  });
  if (answer.ok) return { frame: (await answer.json()) as { type: string } };
  const { status } = answer;
  const close = await codeOf(answer.clone());
  const { code, detail } = await problemOf(answer);
  const refused = status === 401 || code === "origin";
  // The message is not to blame for a token that has ended: another token carries it.
  const retry = refused || status === 429 || status >= 500;
  const error = new RequestError(code, detail, retry, retryAfterOf(answer));
  return { error, close: refused ? close : null };
}

/** The close code that stands for a refused HTTP call. */
async function codeOf(answer: Response): Promise<number> {
  if (answer.status === 429 || answer.status === 503) return CLOSE_TRY_LATER;
  if (answer.status !== 401 && answer.status !== 403) return LOST;
  const { code, detail } = await problemOf(answer);
  if (code === "origin") return CLOSE_REFUSED_ORIGIN;
  // The words are what the contract fixes.
  return /expired/i.test(detail) ? CLOSE_TOKEN_EXPIRED : CLOSE_INVALID_TOKEN;
}

/** The problem body of an answer, whatever its body really is. */
async function problemOf(answer: Response): Promise<{ code: string; detail: string }> {
  const body = (await answer.json().catch(() => null)) as {
    code?: unknown;
    detail?: unknown;
  } | null;
  const { code, detail } = body ?? {};
  return {
    code: typeof code === "string" ? code : String(answer.status),
    detail: typeof detail === "string" ? detail : `The server answered ${answer.status}.`,
  };
}

function retryAfterOf(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  return seconds >= 0 ? seconds : undefined;
}

async function eachLine(answer: Response, take: (line: string) => void): Promise<void> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new RangeError("A line without an end.");
    for (const line of lines) take(line);
  }
}
