/** The two ways to the server: a WebSocket, or an event stream over HTTP for networks that break WebSockets. */
import {
  CLOSE_INVALID_TOKEN,
  CLOSE_REFUSED_ORIGIN,
  CLOSE_TOKEN_EXPIRED,
  CLOSE_TRY_LATER,
  type Cursor,
  PATH,
  type ServerFrame,
  SUBPROTOCOL,
} from "./generated";

/** What the network is reached by; tests hand in their own. */
export interface Net {
  readonly socket: (url: string, protocol: string) => WebSocket;
  readonly fetch: typeof fetch;
}

/** Whose connection it is, and how far it came. */
export interface Caller {
  readonly origin: string;
  readonly token: string;
  readonly cursor: Cursor | null;
}

/** What a way tells until it is closed from this side. */
export interface Ears {
  frame(frame: ServerFrame): void;
  /** Once, at the end: the close code, and the seconds to wait if the server named them. */
  ended(code: number, retryAfter?: number): void;
}

export interface Way {
  /** False where this way carries no frames to the server: commands go over HTTP then. */
  send(text: string): boolean;
  /** Ends it; nothing is told any more. */
  close(): void;
}

/** No close code came: the network, or something in between. */
export const LOST = 1006;
/** Characters of a line that can still be a frame: a snapshot of the longest messages has less. */
const LONGEST_LINE = 8 * 2 ** 20;

/** A socket; the first frame carries the token, so that it is in no address. */
export function openSocket(net: Net, caller: Caller, ears: Ears): Way {
  let socket: WebSocket | null = null;
  const end = (code: number) => {
    if (!socket) return;
    socket = null;
    ears.ended(code);
  };
  try {
    socket = net.socket(`${caller.origin.replace(/^http/, "ws")}${PATH}`, SUBPROTOCOL);
  } catch {
    // A page's policy, or a plain-text API on a secure page: the stream may be allowed, or tell why not.
    const timer = setTimeout(() => ears.ended(LOST));
    return { send: () => false, close: () => clearTimeout(timer) };
  }
  const { token, cursor } = caller;
  socket.onopen = () => socket?.send(JSON.stringify({ type: "hello", token, cursor }));
  socket.onmessage = ({ data }) => {
    const frame = socket && read(data);
    if (frame) ears.frame(frame);
  };
  socket.onclose = ({ code }) => end(code);
  return {
    send(text) {
      if (socket?.readyState !== 1) return false;
      socket.send(text);
      return true;
    },
    close() {
      const old = socket;
      socket = null;
      old?.close(1000);
    },
  };
}

/** The stream: read with fetch, so that the token stays in a header. */
export function openStream(net: Net, caller: Caller, ears: Ears): Way {
  const stop = new AbortController();
  const { signal } = stop;
  const end = (code: number, retryAfter?: number) => {
    if (signal.aborted) return;
    stop.abort();
    ears.ended(code, retryAfter);
  };
  listen().catch(() => end(LOST));
  return { send: () => false, close: () => stop.abort() };

  async function listen(): Promise<void> {
    const { origin, token, cursor } = caller;
    const query = cursor ? `?epoch=${encodeURIComponent(cursor.epoch)}&cursor=${cursor.at}` : "";
    const answer = await net.fetch(`${origin}${PATH}/events${query}`, {
      headers: { Authorization: `Bearer ${token}`, Accept: "text/event-stream" },
      cache: "no-store",
      credentials: "omit",
      signal,
    });
    if (!answer.ok) return end(await codeOf(answer), retryAfterOf(answer));
    // A login page of some network in between answers 200, too.
    if (!answer.headers.get("Content-Type")?.startsWith("text/event-stream")) return end(LOST);
    let code = LOST;
    await eachLine(answer, (line) => {
      const frame = line.startsWith("data:") && !signal.aborted ? read(line.slice(5)) : null;
      if (frame?.type === "close") code = frame.code;
      else if (frame) ears.frame(frame);
    });
    end(code);
  }
}

/** The close code that stands for a refused HTTP call. */
export async function codeOf(answer: Response): Promise<number> {
  if (answer.status === 429 || answer.status === 503) return CLOSE_TRY_LATER;
  if (answer.status !== 401 && answer.status !== 403) return LOST;
  const { code, detail } = await problemOf(answer);
  if (code === "origin") return CLOSE_REFUSED_ORIGIN;
  return codeOfText(detail);
}

/** Tells an ended token from a wrong one by the words that the contract fixes. */
export function codeOfText(text: string): number {
  return /expired/i.test(text) ? CLOSE_TOKEN_EXPIRED : CLOSE_INVALID_TOKEN;
}

/** The problem body of an answer, whatever its body really is. */
export async function problemOf(answer: Response): Promise<{ code: string; detail: string }> {
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

export function retryAfterOf(answer: Response): number | undefined {
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

/** A frame, or null for what is none: an odd server must not stop the page. */
function read(data: unknown): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === "object" && frame !== null && "type" in frame
      ? (frame as ServerFrame)
      : null;
  } catch {
    return null;
  }
}
