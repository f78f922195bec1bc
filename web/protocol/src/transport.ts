/** The two ways to the server: a WebSocket, or an event stream over HTTP for networks that break WebSockets. */
import { type Cursor, PATH, type ServerFrame, SUBPROTOCOL } from "./generated";

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

/** The stream, by code that only networks without WebSockets need, and only they fetch. */
export function openStream(net: Net, caller: Caller, ears: Ears): Way {
  const stop = new AbortController();
  const ended: Ears["ended"] = (code, retryAfter) => {
    if (stop.signal.aborted) return;
    stop.abort();
    ears.ended(code, retryAfter);
  };
  import("./later/http")
    .then(({ follow }) => follow(net, caller, { frame: ears.frame, ended }, stop.signal))
    .catch(() => ended(LOST));
  return { send: () => false, close: () => stop.abort() };
}

/** A frame, or null for what is none: an odd server must not stop the page. */
export function read(data: unknown): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === "object" && frame !== null && "type" in frame
      ? (frame as ServerFrame)
      : null;
  } catch {
    return null;
  }
}
