/** The two clients as the user interfaces use them. Everything reactive is a signal, or reads one. */
import type { ReadonlySignal } from "@preact/signals-core";
import type { Attachment, Command, Done, FileLink, Found, OperatorPresence } from "./generated";
import type {
  CustomerState,
  Draft,
  Link,
  ListPart,
  OperatorState,
  Pending,
  Told,
  Typist,
  View,
} from "./types";

/** What both clients do. Promises are rejected with a `RequestError`. */
export interface Client<State> {
  /** Null until the first snapshot; after that the last known one, also without a connection. */
  readonly state: ReadonlySignal<State | null>;
  readonly link: ReadonlySignal<Link>;
  /** Oldest first; leaves the list when the stored message is in the state. */
  readonly pending: ReadonlySignal<readonly Pending[]>;
  readonly typists: ReadonlySignal<readonly Typist[]>;
  /** Another token: of the same person, it goes on as before; of another one, everything is forgotten. */
  setToken(token: string | null): void;
  /** Closes the connection and keeps everything. */
  sleep(): void;
  wake(): void;
  /** The end: no connection, timer or listener is left. */
  close(): void;
  /** Tries a failed message again, as the same message. */
  retry(clientId: string): void;
  discard(clientId: string): void;
  upload(
    file: File,
    onProgress?: (part: number) => void,
    signal?: AbortSignal,
  ): Promise<Attachment>;
  /** Where a file's bytes are now; undefined until it is known: say what is `wanted`. */
  address(id: string): FileLink | undefined;
  wanted(ids: readonly string[]): void;
}

export interface OperatorClient extends Client<OperatorState> {
  /** Which operators are here; who is not listed is offline. */
  readonly presence: ReadonlySignal<ReadonlyMap<number, OperatorPresence["state"]>>;
  /** Unread messages in the open conversations that are this operator's or nobody's. */
  readonly unread: ReadonlySignal<number>;
  list(view: View): ListPart;
  loadMore(view: View): Promise<void>;
  /**
   * Has a conversation and its thread, which from then on follows the events: from what this operator has not read,
   * or the newest page where that is all on it. False if it was held already.
   */
  open(conversation: number): Promise<boolean>;
  /** The page before the oldest message held. */
  older(conversation: number): Promise<void>;
  /** The page after the newest message held, where `newer` tells that there is one. */
  newer(conversation: number): Promise<void>;
  /** Opens a conversation at a message, named by its position. */
  around(conversation: number, position: number): Promise<void>;
  /** Back to the newest messages, where `newer` tells that they were let go. */
  latest(conversation: number): Promise<void>;
  /** Shown at once as pending; returns the message's client id. Throws where too many are waiting. */
  send(conversation: number, draft: Draft, note?: boolean): string;
  /** Everything held of this conversation has been read. */
  seen(conversation: number): void;
  /** Call it on every key: it is told only now and then. */
  typing(conversation: number): void;
  take(conversation: number): Promise<void>;
  assign(conversation: number, operator: number): Promise<void>;
  release(conversation: number): Promise<void>;
  resolve(conversation: number): Promise<void>;
  reopen(conversation: number): Promise<void>;
  block(customer: number): Promise<void>;
  unblock(customer: number): Promise<void>;
  search(text: string, before?: number): Promise<Found>;
  /** Whether this operator is at the desk; told again after each reconnect. */
  tellPresence(state: OperatorPresence["state"]): void;
}

export interface CustomerClient extends Client<CustomerState> {
  /** Messages of the company that the customer has not seen. */
  readonly unread: ReadonlySignal<number>;
  older(): Promise<void>;
  latest(): Promise<void>;
  send(draft: Draft): string;
  seen(): void;
  typing(): void;
  /** An empty text takes it back; `fields` are answers to the form, by their keys. */
  tellProfile(profile: Told): Promise<void>;
  /** For commands whose answer is only that it is done. */
  ask(command: Command): Promise<Done>;
}
