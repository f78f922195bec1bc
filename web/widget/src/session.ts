/** The connection of one customer: the token behind it, and what it needs to go on. */
import type { CustomerClient } from "@chathub/protocol";
import type { ReadonlySignal } from "@preact/signals";
import type { Kept } from "./kept";

/** How it stands between this browser and the server; `idle` until the customer turns to the chat. */
export type Link = "idle" | "connecting" | "live" | "reconnecting" | "offline" | "refused";

export interface Session {
  readonly client: CustomerClient;
  readonly link: ReadonlySignal<Link>;
  readonly guid: string;
  /** Where the API is. */
  readonly apiOrigin: string;
  readonly kept: Kept;
  /** Raises an event at the script element. */
  tell(name: string, detail?: object): void;
  /** Connects, once: from the first call on the server knows of this browser. */
  begin(): void;
  /** A fresh `userJWT` of the same person: it counts if the one before did not. */
  identify(userJwt: string): void;
  /** Closes the connection and keeps everything. */
  sleep(): void;
  wake(): void;
  /** The end: nothing is left running. */
  close(): void;
}
