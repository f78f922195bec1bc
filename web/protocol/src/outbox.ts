/** Messages on their way: shown at once, sent in order, each one once for ever by its client id. */
import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Attachment, Message, Send } from "./generated";
import { type Pending, type PendingStore, RequestError } from "./types";

export interface Dispatch {
  /** How many messages may be on their way at once; none while there is no connection. */
  room(): number;
  send(command: Send): Promise<Message>;
  /** The server has stored it. */
  stored(message: Message): void;
  now(): number;
}

const MOST = 100;
const PAUSE = 1000;
/** After so long another tab's message that is still there is sent from here, too: that tab may be gone. */
const ADOPT_AFTER = 10_000;
/** Characters of text that surely fit into one frame, however they are escaped. */
const SHORT = 2400;

export class Outbox {
  readonly #items = signal<readonly Pending[]>([]);
  /** What this tab answers for. */
  readonly #mine = new Map<string, Pending>();
  readonly #onTheWay = new Set<string>();
  readonly #unwatch: (() => void) | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #adoption: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly store: PendingStore | null,
  ) {
    // Whatever an earlier page left, or another tab is just sending: twice is harmless.
    this.#show(this.#kept());
    this.#adopt();
    this.#unwatch = store?.watch?.(() => this.#otherTab());
  }

  get items(): ReadonlySignal<readonly Pending[]> {
    return this.#items;
  }

  add(message: Omit<Pending, "clientId" | "at" | "failed">): string {
    if (this.#items.peek().length >= MOST) {
      throw new RequestError("full", "Too many messages wait to be sent. Wait for the connection.");
    }
    const at = this.dispatch.now();
    const clientId = newClientId(at);
    this.#put({ ...message, clientId, at, failed: null });
    return clientId;
  }

  retry(clientId: string): void {
    const item = this.#items.peek().find((one) => one.clientId === clientId);
    if (item) this.#put({ ...item, failed: null });
  }

  discard(clientId: string): void {
    this.#mine.delete(clientId);
    if (!this.#items.peek().some((one) => one.clientId === clientId)) return;
    this.#save(this.#kept().filter((one) => one.clientId !== clientId));
  }

  /** Sends what may be sent now. */
  pump(): void {
    if (this.#pause !== undefined) return;
    const waiting = this.#items.peek().filter((one) => !one.failed && this.#mine.has(one.clientId));
    // A long text goes over HTTP, beside the socket: it must not overtake, nor be overtaken.
    const long = waiting.some((one) => one.text.length > SHORT);
    const room = Math.min(this.dispatch.room(), long ? 1 : Number.POSITIVE_INFINITY);
    for (const item of waiting) {
      if (this.#onTheWay.size >= room) return;
      if (!this.#onTheWay.has(item.clientId)) void this.#send(item);
    }
  }

  /** Another person's messages are none of the next one's business. */
  clear(): void {
    this.#mine.clear();
    this.#save([]);
  }

  /** The end: nothing is sent any more; what is kept stays kept. */
  close(): void {
    this.#unwatch?.();
    this.#mine.clear();
    clearTimeout(this.#pause);
    clearTimeout(this.#adoption);
  }

  async #send(item: Pending): Promise<void> {
    const { clientId } = item;
    this.#onTheWay.add(clientId);
    try {
      const message = await this.dispatch.send(commandOf(item));
      batch(() => {
        this.dispatch.stored(message);
        this.discard(clientId);
      });
    } catch (error) {
      this.#failed(item, error as RequestError);
    }
    this.#onTheWay.delete(clientId);
    this.pump();
  }

  #failed(item: Pending, { retry, retryAfter, message, code }: RequestError): void {
    if (!this.#mine.has(item.clientId)) return;
    if (!retry) {
      this.#put({ ...item, failed: message, code });
      return;
    }
    clearTimeout(this.#pause);
    this.#pause = setTimeout(
      () => {
        this.#pause = undefined;
        this.pump();
      },
      Math.max(PAUSE, (retryAfter ?? 0) * 1000),
    );
  }

  #put(item: Pending): void {
    const { clientId } = item;
    this.#mine.set(clientId, item);
    const kept = this.#kept();
    const known = kept.some((one) => one.clientId === clientId);
    this.#save(
      known ? kept.map((one) => (one.clientId === clientId ? item : one)) : [...kept, item],
    );
    this.pump();
  }

  /** Every tab's messages: what is stored, and ours that another tab's writing at the same moment took out. */
  #kept(): readonly Pending[] {
    if (!this.store) return this.#items.peek();
    const stored = this.store
      .read()
      .map(pendingOf)
      .filter((one) => one !== null);
    const ids = new Set(stored.map((one) => one.clientId));
    const lost = [...this.#mine.values()].filter((one) => !one.failed && !ids.has(one.clientId));
    return [...stored, ...lost].slice(0, 2 * MOST);
  }

  #save(items: readonly Pending[]): void {
    this.store?.write(items);
    this.#show(items);
  }

  #show(items: readonly Pending[]): void {
    this.#items.value = items;
  }

  #otherTab(): void {
    this.#show(this.#kept());
    if (this.#items.peek().every((one) => this.#mine.has(one.clientId))) return;
    this.#adoption ??= setTimeout(() => this.#adopt(), ADOPT_AFTER);
  }

  #adopt(): void {
    this.#adoption = undefined;
    for (const item of this.#items.peek()) this.#mine.set(item.clientId, item);
    this.pump();
  }
}

/** What is kept, as far as it makes sense: storage is open to the page, and to older versions of this code. */
function pendingOf(value: unknown): Pending | null {
  const given = (value ?? {}) as Partial<Record<keyof Pending, unknown>>;
  const { clientId, text, attachments, at, failed } = given;
  if (typeof clientId !== "string" || typeof text !== "string") return null;
  if (!/^[\w-]{8,64}$/.test(clientId)) return null;
  return {
    clientId,
    conversation: Number(given.conversation) || null,
    text,
    attachments: Array.isArray(attachments) ? attachments.filter(isAttachment) : [],
    // A note that lost its mark would go to the customer.
    note: !!given.note,
    at: Number(at) || 0,
    failed: typeof failed === "string" ? failed : null,
  };
}

function isAttachment(value: unknown): value is Attachment {
  const { id, name } = (value ?? {}) as Partial<Record<keyof Attachment, unknown>>;
  return typeof id === "string" && typeof name === "string";
}

function commandOf({ clientId, text, conversation, attachments, note }: Pending): Send {
  return {
    type: "send",
    clientId,
    text,
    ...(conversation !== null && { conversation }),
    ...(attachments.length > 0 && { attachments: attachments.map((file) => file.id) }),
    ...(note && { note }),
  };
}

/**
 * What makes a repeat the same message: 48 bits of time, then 80 random ones. The time comes first, as in a UUID of
 * version 7 (RFC 9562, 5.7), so that the server's index of ids grows at its end instead of changing all over.
 */
function newClientId(now: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
  return hex(now, 12) + Array.from(bytes, (byte) => hex(byte, 2)).join("");
}
