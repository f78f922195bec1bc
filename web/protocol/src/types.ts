/** What the embeds see of a client: options, states and errors, the same for operators and customers. */
import type {
  Attachment,
  Channel,
  InboxItem,
  Message,
  Operator,
  Organization,
  OwnConversation,
} from "./generated";

/** How it stands with the connection. From `expired` on only another token helps (or, for `refused`, an allowed page). */
export type Link =
  /** There is no token yet. */
  | "waiting"
  | "connecting"
  | "live"
  | "reconnecting"
  /** As `reconnecting`, and the browser says that it has no network. */
  | "offline"
  | "expired"
  | "invalid"
  /** The page's origin is not on the organization's allow-list. */
  | "refused";

/** A message of this person that the server has not acknowledged yet. */
export interface Pending {
  readonly clientId: string;
  /** Null for a customer's. */
  readonly conversation: number | null;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly note: boolean;
  readonly at: number;
  /** Why it will not be sent any more, in the server's words; null while it will. */
  readonly failed: string | null;
  /** The server's name for that. */
  readonly code?: string;
}

/** Where a customer's pending messages outlive the page. Neither method may throw. */
export interface PendingStore {
  /** All that is kept, by this tab or another. Whatever is not a pending message is passed over. */
  read(): readonly unknown[];
  write(pending: readonly Pending[]): void;
  /** Calls `changed` when another tab wrote; returns how to stop that. */
  watch?(changed: () => void): () => void;
}

/** What is written and wants to be sent. */
export interface Draft {
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

/** What a customer says about itself. */
export interface Told {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Answers to the channel's form, by their keys. */
  readonly fields?: Readonly<Record<string, string>>;
  /** It agrees to what the form asks it to agree to. */
  readonly consent?: boolean;
}

/** Somebody else who is typing. */
export interface Typist {
  /** Null for customers, who have one conversation. */
  readonly conversation: number | null;
  /** The operator; null where it is the customer, or where the customer is told. */
  readonly operator: number | null;
  readonly name: string | null;
}

export interface ClientOptions {
  /** Where the API is, such as `https://chat.example.com`. */
  readonly apiOrigin: string;
  /** As `readToken` gives it; null where there is none yet: `setToken` brings it. */
  readonly token: string | null;
  /** Of this person alone: whatever is kept there is sent in their name. */
  readonly pending?: PendingStore;
  /** The token has ended on a live connection: `setToken` within 5 s goes on without an interruption. */
  readonly onTokenEnd?: () => void;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly socket?: (url: string, protocol: string) => WebSocket;
  readonly fetch?: typeof fetch;
}

/** Why the server did not do what was asked; the message is meant for people. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  /** `retry`: it was not carried out and the same may succeed later, after `retryAfter` seconds if given. */
  constructor(
    readonly code: string,
    message: string,
    readonly retry = false,
    readonly retryAfter: number | null | undefined = null,
  ) {
    super(message);
  }
}

/** A part of a thread, oldest message first. */
export interface ThreadState {
  readonly messages: readonly Message[];
  /** There are older ones. */
  readonly more: boolean;
  /** Newer ones were let go while paging back; `latest` brings them back. */
  readonly newer: boolean;
}

/** What an operator's client holds. Apply events with `applyOperator` only. */
export interface OperatorState {
  readonly position: number;
  readonly me: Operator;
  readonly organization: Organization;
  readonly operators: ReadonlyMap<number, Operator>;
  readonly channels: readonly Channel[];
  readonly conversations: ReadonlyMap<number, InboxItem>;
  readonly waiting: number;
  readonly mine: number;
  /** Of the conversations opened last. */
  readonly threads: ReadonlyMap<number, ThreadState>;
  /** Conversations that events told of and that are not held: the client fetches them. */
  readonly missing: ReadonlySet<number>;
  /** Conversations that were erased since the snapshot. */
  readonly erased: ReadonlySet<number>;
  /** Something changed in a conversation not held before: `waiting` and `mine` must be asked for. */
  readonly unsure: boolean;
}

/** What a customer's client holds. Apply events with `applyCustomer` only. */
export interface CustomerState extends ThreadState {
  readonly seq: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly blocked: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly consentedAt: number | null;
  readonly organization: string;
  readonly conversation: OwnConversation | null;
  readonly online: boolean;
  /** As the server told last: `placeInQueue` knows whether it still counts. */
  readonly queuePosition: number | null;
}

export type View = "mine" | "waiting" | "all";

/** One of an operator's lists, newest activity first, as far as it was paged. */
export interface ListPart {
  readonly items: readonly InboxItem[];
  /** False until the server has told how things stand. */
  readonly loaded: boolean;
  readonly more: "no" | "yes" | "busy";
}
