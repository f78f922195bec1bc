/** The connection's life: opens, resumes, notices silence, comes back by itself, and says how it stands. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { backOff } from "./backoff";
import { CLOSE_BAD_REQUEST, CLOSE_TRY_LATER, type ServerFrame } from "./generated";
import { Progress } from "./progress";
import { couldBeToken } from "./token-shape";
import { LOST, type Net, openSocket, openStream, type Way } from "./transport";
import type { Link } from "./types";
import { FINAL, LINK_OF } from "./verdicts";

export interface Listener {
  /** Every frame but those that only the connection understands; no event comes twice. */
  frame(frame: ServerFrame): void;
  /** Everything missed has been told. */
  live(): void;
  tokenEnded(): void;
}

export interface ConnectionOptions {
  readonly origin: string;
  readonly net: Net;
  readonly random: () => number;
}

/** A way that says nothing for so long after the opening is none. */
const PATIENCE = 15_000;
/** After so long on the stream the socket is tried again: the person may have changed the network. */
const STREAM_TURN = 5 * 60_000;
/** A connection that lasts so long was a good one: the next failure is the first. */
const SETTLED = 10_000;

export class Connection {
  readonly #link = signal<Link>("waiting");
  #token: string | null = null;
  /** The token that the server was told last. */
  #told: string | null = null;
  readonly #progress = new Progress();
  #way: Way | null = null;
  #streaming = false;
  #asleep = false;
  #heard = false;
  #renewing = false;
  #failures = 0;
  /** Sockets in a row that never said a word. */
  #mute = 0;
  #silenceMs = PATIENCE;
  #retry: Timer;
  #silence: Timer;
  #settle: Timer;
  #turn: Timer;
  readonly #end = new AbortController();

  constructor(
    private readonly options: ConnectionOptions,
    private readonly listener: Listener,
  ) {
    const { signal: end } = this.#end;
    const now = () => this.#retry !== undefined && this.#reopen();
    // Another network: the old way may be dead without a sign, and resuming costs little.
    addEventListener("online", () => (this.#way ? this.#reopen() : now()), { signal: end });
    addEventListener("offline", () => this.#retry !== undefined && this.#show("offline"), {
      signal: end,
    });
    document.addEventListener("visibilitychange", () => document.hidden || now(), { signal: end });
  }

  get link(): ReadonlySignal<Link> {
    return this.#link;
  }

  get token(): string | null {
    return this.#token;
  }

  /** Whether commands have to go over HTTP. */
  get streaming(): boolean {
    return this.#streaming;
  }

  get live(): boolean {
    return this.#link.peek() === "live";
  }

  setToken(token: string | null): void {
    if (token === this.#token) return;
    this.#token = token;
    this.#failures = 0;
    if (this.#way && !this.#streaming && token !== null && couldBeToken(token)) {
      // While it still opens, the server understands nothing but the hello.
      if (!this.live || this.#renew()) return;
    }
    // What the server thought of the old token says nothing of this one, also where it has to wait for `wake`.
    if (FINAL.has(this.#link.peek())) this.#show("reconnecting");
    this.#reopen();
  }

  /** What was received does not count any more: the next opening asks for a snapshot. */
  forget(): void {
    this.#progress.forget();
    this.#drop();
  }

  send(text: string): boolean {
    return this.#way?.send(text) ?? false;
  }

  /** The server has told over HTTP what it thinks of the token. */
  refused(code: number): void {
    this.#ended(code);
  }

  sleep(): void {
    this.#asleep = true;
    this.#drop();
    if (this.live) this.#show("reconnecting");
  }

  wake(): void {
    if (!this.#asleep) return;
    this.#asleep = false;
    if (!FINAL.has(this.#link.peek())) this.#open();
  }

  close(): void {
    this.#end.abort();
    this.#drop();
    this.#show("waiting");
  }

  #open(): void {
    if (this.#asleep || this.#end.signal.aborted) return;
    const token = this.#token;
    // Asking the server about what is no token would only tell strangers' error pages to it.
    if (token === null || !couldBeToken(token)) this.#show(token === null ? "waiting" : "invalid");
    else this.#call(token);
  }

  #call(token: string): void {
    const link = this.#link.peek();
    this.#show(link === "waiting" || link === "connecting" ? "connecting" : "reconnecting");
    this.#heard = this.#renewing = false;
    this.#told = token;
    this.#silenceMs = PATIENCE;
    this.#streaming = this.#mute > 1;
    const open = this.#streaming ? openStream : openSocket;
    const caller = { origin: this.options.origin, token, cursor: this.#progress.cursor };
    this.#way = open(this.options.net, caller, {
      frame: (frame) => this.#frame(frame),
      ended: (code, retryAfter) => this.#ended(code, retryAfter),
    });
    this.#listen();
    if (this.#streaming) this.#turn = setTimeout(() => this.#trySockets(), STREAM_TURN);
  }

  #renew(): boolean {
    this.#told = this.#token;
    this.#renewing = this.send(JSON.stringify({ type: "renew", token: this.#told }));
    return this.#renewing;
  }

  #reopen(): void {
    this.#drop();
    this.#open();
  }

  #drop(): void {
    for (const timer of [this.#retry, this.#silence, this.#settle, this.#turn]) clearTimeout(timer);
    this.#retry = undefined;
    const way = this.#way;
    this.#way = null;
    way?.close();
  }

  #ended(code: number, retryAfter?: number): void {
    // A socket that opens and never says a word may be swallowed by a proxy: after two the stream is tried.
    // If that cannot be opened either, the network is away, and sockets have their turn again.
    if (!this.#heard) this.#mute = this.#streaming ? 1 : this.#mute + 1;
    this.#drop();
    const link = LINK_OF.get(code);
    // What is said of a token that has been replaced meanwhile says nothing of the one that replaced it.
    if (link && this.#told !== this.#token) this.#open();
    else if (link) this.#show(link);
    else this.#comeBack(code, retryAfter);
  }

  #comeBack(code: number, retryAfter = 0): void {
    // A hello that came too late, or a client that is too old for its server: it can change, but not at once.
    const busy = code === CLOSE_TRY_LATER || code === CLOSE_BAD_REQUEST;
    const wait = backOff(busy ? this.#failures + 4 : this.#failures, this.options.random);
    this.#failures += 1;
    this.#show(navigator.onLine === false ? "offline" : "reconnecting");
    this.#retry = setTimeout(() => this.#reopen(), wait + retryAfter * 1000);
  }

  #trySockets(): void {
    this.#mute = 1;
    this.#reopen();
  }

  #frame(frame: ServerFrame): void {
    this.#heard = true;
    this.#listen();
    switch (frame.type) {
      case "welcome":
        if (!this.#streaming) this.#mute = 0;
        this.#silenceMs = (frame.heartbeat + 15) * 1000;
        this.#progress.welcome(frame);
        return;
      case "snapshot":
        this.#progress.snapshot(frame);
        break;
      case "event":
        if (!this.#progress.take(frame)) return;
        break;
      case "live":
        this.#progress.advance(frame.cursor);
        this.#settle = setTimeout(() => (this.#failures = 0), SETTLED);
        if (this.#told !== this.#token) this.#renew();
        this.#show("live");
        this.listener.live();
        return;
      case "beat":
        // Had the renewal failed, its error would be here by now.
        this.#renewing = false;
        // Something was lost on the way.
        if (this.#progress.isBehind(frame.cursor)) this.#reopen();
        return;
      case "renew":
        if (!this.#renewing) this.listener.tokenEnded();
        return;
      case "error":
        // A renewal has no other answer than this one, when it fails. It may be an older one: a hello tells.
        if (frame.id === null && this.#renewing) this.#reopen();
        break;
    }
    this.listener.frame(frame);
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#ended(LOST), this.#silenceMs);
  }

  #show(link: Link): void {
    this.#link.value = link;
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;
