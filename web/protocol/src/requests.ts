/** Commands and their answers: over the socket, or over HTTP where that is the only way or the frame is long. */
import { type Command, type ErrorFrame, MAX_FRAME, type Ok, type Result } from "./generated";
import type { Net } from "./transport";
import { RequestError } from "./types";

/** How commands leave, and who they are from. */
export interface Road {
  readonly origin: string;
  readonly net: Net;
  token(): string | null;
  readonly live: boolean;
  /** False where the way carries no frames to the server. */
  send(text: string): boolean;
  /** HTTP said that the token, or the page, does not count. */
  refused(code: number): void;
}

type ResultOf<Type extends Result["type"]> = Extract<Result, { type: Type }>;

interface Asked {
  readonly text: string;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: RequestError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  /** HTTP brings its own answer, whatever becomes of the socket. */
  overHttp: boolean;
}

const PATIENCE = 20_000;
const MOST = 200;
/** A little under the server's limit, which counts bytes of UTF-8. */
const LONG = MAX_FRAME - 1024;

export class Requests {
  readonly #asked = new Map<number, Asked>();
  #number = 0;

  constructor(private readonly road: Road) {}

  /**
   * The command's result. Asked before the connection is live it waits for it; interrupted, it is asked again:
   * every command may be repeated without harm. Rejects with a `RequestError`, at the latest after 20 s.
   */
  ask<Type extends Result["type"]>(command: Command, expected: Type): Promise<ResultOf<Type>> {
    if (this.#asked.size >= MOST) {
      return Promise.reject(new RequestError("full", "Too much is waiting for the server.", true));
    }
    this.#number += 1;
    const id = this.#number;
    return new Promise((resolve, reject) => {
      const asked: Asked = {
        text: JSON.stringify({ type: "command", id, command }),
        resolve: (result) =>
          result.type === expected
            ? resolve(result as ResultOf<Type>)
            : reject(new RequestError("answer", "The server's answer makes no sense.")),
        reject,
        timer: setTimeout(() => this.#fail(id, unanswered()), PATIENCE),
        overHttp: false,
      };
      this.#asked.set(id, asked);
      if (this.road.live) this.#send(id, asked);
    });
  }

  /** The connection is live: everything that has no answer yet is asked, in its first order. */
  live(): void {
    for (const [id, asked] of this.#asked) if (!asked.overHttp) this.#send(id, asked);
  }

  /** Whether the frame is an answer, and so is dealt with. */
  answer(frame: { readonly type: string }): boolean {
    if (frame.type === "ok") {
      const { id, result } = frame as Ok;
      this.#take(id)?.resolve(result);
      return true;
    }
    if (frame.type !== "error") return false;
    const { id, code, message, retry, retryAfter } = frame as ErrorFrame;
    if (id !== null) this.#fail(id, new RequestError(code, message, retry, retryAfter));
    return true;
  }

  /** Gives up all that was asked: by another person, or because this is the end. */
  clear(): void {
    for (const id of [...this.#asked.keys()]) {
      this.#fail(id, new RequestError("closed", "The connection was closed."));
    }
  }

  #send(id: number, asked: Asked): void {
    if (isLong(asked.text) || !this.road.send(asked.text)) void this.#post(id, asked);
  }

  async #post(id: number, asked: Asked): Promise<void> {
    asked.overHttp = true;
    try {
      const { net, origin } = this.road;
      const { post } = await import("./later/http");
      const signal = AbortSignal.timeout(PATIENCE);
      const posted = await post(net, origin, this.road.token(), asked.text, signal);
      if ("frame" in posted) this.answer(posted.frame);
      else {
        this.#fail(id, posted.error);
        if (posted.close !== null) this.road.refused(posted.close);
      }
    } catch {
      // The network, or something in between that speaks no JSON: it may or may not have been done.
      this.#fail(id, unanswered());
    }
  }

  #fail(id: number, error: RequestError): void {
    this.#take(id)?.reject(error);
  }

  #take(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    clearTimeout(asked?.timer);
    this.#asked.delete(id);
    return asked;
  }
}

function isLong(text: string): boolean {
  return text.length * 3 > LONG && new TextEncoder().encode(text).length > LONG;
}

function unanswered(): RequestError {
  return new RequestError("unanswered", "The server has not answered. Try again.", true);
}
