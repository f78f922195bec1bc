/** A server as a client sees it: sockets that do what the test says, and HTTP answers. */
// Here already, so that fake clocks need not wait for it.
import "../src/later/http";
import { vi } from "vitest";
import type {
  Command,
  CustomerSnapshot,
  EventFrame,
  Message,
  OperatorSnapshot,
  Result,
  ServerFrame,
} from "../src";

export const ORIGIN = "https://chat.example.com";

/** A token of our form for this person. */
export function token(sub: number, number = 1): string {
  return `head.${btoa(JSON.stringify({ aud: "customer", sub: String(sub), number }))}.signature`;
}

interface Sent {
  readonly id: number;
  readonly text: string;
  readonly clientId: string;
}

export class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly received: Record<string, unknown>[] = [];

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {}

  send(text: string): void {
    this.received.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  get open(): boolean {
    return this.readyState === 1;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(...frames: ServerFrame[]): void {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  /** The commands that came, in their order. */
  get commands(): Command[] {
    return this.asked.map(({ command }) => command);
  }

  get asked(): { id: number; command: Command }[] {
    return this.received.filter(({ type }) => type === "command") as never;
  }

  of(type: Command["type"]): Command[] {
    return this.commands.filter((command) => command.type === type);
  }

  /** Answers the newest command of this kind. */
  async answer(type: Command["type"], result: Result): Promise<void> {
    const asked = this.asked.findLast(({ command }) => command.type === type);
    if (!asked) throw new Error(`No ${type} was asked.`);
    this.say({ type: "ok", id: asked.id, result });
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Answers the newest command of this kind: there is no such thing. */
  async deny(type: Command["type"]): Promise<void> {
    const asked = this.asked.findLast(({ command }) => command.type === type);
    if (!asked) throw new Error(`No ${type} was asked.`);
    const why = { code: "not_found", message: "There is no such thing.", retry: false };
    this.say({ type: "error", id: asked.id, ...why, retryAfter: null });
    await vi.advanceTimersByTimeAsync(0);
  }

  /** The messages that came, in their order. */
  get sends(): Sent[] {
    return this.asked.flatMap(({ id, command }) =>
      command.type === "send" ? [{ id, text: command.text, clientId: command.clientId }] : [],
    );
  }

  /** Answers a customer's message: it is stored under this number. */
  async store(seq: number, sent: Sent): Promise<void> {
    this.say({ type: "ok", id: sent.id, result: { type: "sent", message: own(seq, sent) } });
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Opens, and brings the client to live with a snapshot. */
  begin(snapshot: CustomerSnapshot | OperatorSnapshot): void {
    this.accept();
    this.say(
      { type: "welcome", protocol: 1, epoch: "e1", resumed: false, heartbeat: 25 },
      { type: "reset", reason: "new" },
      { type: "snapshot", snapshot },
      { type: "live", cursor: snapshot.kind === "customer" ? snapshot.seq : snapshot.position },
    );
  }

  /** Opens, and brings the client to live with what it missed. */
  resume(cursor: number, ...events: EventFrame[]): void {
    this.accept();
    this.say(
      { type: "welcome", protocol: 1, epoch: "e1", resumed: true, heartbeat: 25 },
      ...events,
      { type: "live", cursor },
    );
  }
}

export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly fetch = vi.fn<typeof fetch>(() => Promise.reject(new TypeError("no network")));

  readonly socket = (url: string, protocol: string): WebSocket => {
    const socket = new FakeSocket(url, protocol);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  };

  /** The socket opened last. */
  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("No socket was opened.");
    return socket;
  }

  /** What the clients under test are made with. */
  get options() {
    return {
      apiOrigin: ORIGIN,
      token: token(1) as string | null,
      socket: this.socket,
      fetch: this.fetch,
      random: () => 0.5,
    };
  }
}

/** An event stream that the test writes. */
export class FakeStream {
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly answer = new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    }),
    { headers: { "Content-Type": "text/event-stream" } },
  );

  say(...frames: ServerFrame[]): void {
    for (const frame of frames) this.write(`data: ${JSON.stringify(frame)}\n\n`);
  }

  write(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller?.close();
  }
}

export function problem(status: number, detail: string, code = "x"): Response {
  return new Response(JSON.stringify({ title: "t", status, detail, code }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });
}

export function customerSnapshot(given: Partial<CustomerSnapshot> = {}): CustomerSnapshot {
  return {
    kind: "customer",
    seq: 0,
    name: null,
    email: null,
    phone: null,
    blocked: false,
    fields: {},
    consentedAt: null,
    organization: "Shop",
    conversation: null,
    messages: [],
    more: false,
    online: true,
    ...given,
  };
}

export const OWN_CONVERSATION = {
  status: "open",
  operator: null,
  operatorFace: null,
  rating: null,
  openedAt: 1,
  customerMessages: 0,
  operatorMessages: 0,
  customerRead: 0,
  customerSeen: 0,
  teamRead: 0,
} as const;

export function message(seq: number, given: Partial<Message> = {}): Message {
  return {
    seq,
    sender: { kind: "operator", name: "Olena" },
    clientId: `message-${seq}`,
    note: false,
    text: `text ${seq}`,
    attachments: [],
    at: seq,
    ...given,
  };
}

/** What the server has stored of a customer's message. */
export function own(seq: number, { text, clientId }: { text: string; clientId: string }): Message {
  return message(seq, { text, clientId, sender: { kind: "customer", name: null } });
}

/** The event of a customer's stream in which a message came. */
export function came(seq: number, given: Partial<Message> = {}): EventFrame {
  return { type: "event", seq, at: seq, event: { type: "message", message: message(seq, given) } };
}
