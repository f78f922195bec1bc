/** A customer's session: asks who the customer is, holds the client, and finds its way back after anything. */
import { raise } from "@chathub/loader/raise";
import {
  type CustomerClient,
  type CustomerState,
  createCustomerClient,
  ignored,
  type Pending,
} from "@chathub/protocol";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Wishes } from "./attributes";
import { askToken, type TokenAnswer } from "./customer-token";
import { type Identity, reportIdentity } from "./identity";
import type { Kept } from "./kept";
import type { Complaint } from "./later/complaints";
import type { Link, Session } from "./session";
import { inTurn } from "./turn";
import type { Place } from "./visit";

const LONGEST_WAIT_S = 30;

export function createSession(
  place: Place,
  wishes: Wishes,
  kept: Kept,
  onUnread: (count: number) => void,
): Session {
  return new CustomerSession(place, wishes, kept, onUnread);
}

class CustomerSession implements Session {
  readonly client: CustomerClient;
  readonly link: ReadonlySignal<Link>;
  readonly apiOrigin: string;
  readonly kept: Kept;
  /** How it stands with the token; null while there is one, and the client knows best. */
  readonly #asking = signal<Link | null>("idle");
  /** The browser has just lost its network, which a socket does not notice for a while. */
  readonly #cut = signal(false);
  readonly #listeners = new AbortController();
  readonly #place: Place;
  readonly guid: string;
  /** What the page gave last, and what of it is worth sending. */
  #given: string;
  #userJwt: string;
  /** How the server took the `userJWT`, once the page was told. */
  #identity: Identity | null = null;
  #busy = false;
  #unread = 0;
  /** What the page knows. */
  #told: CustomerState | null = null;
  #token: string | null = null;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: Place, wishes: Wishes, kept: Kept, onUnread: (count: number) => void) {
    this.#place = place;
    this.guid = wishes.guid;
    this.#given = this.#userJwt = wishes.userJwt;
    this.kept = kept;
    this.apiOrigin = place.apiOrigin;
    this.client = createCustomerClient({
      apiOrigin: place.apiOrigin,
      token: null,
      pending: pendingIn(kept),
      onTokenEnd: () => void this.#ask(),
    });
    this.link = computed(() => {
      const link = this.#asking.value ?? linkOf(this.client.link.value);
      return !this.#cut.value || link === "idle" || link === "refused" ? link : "offline";
    });
    const end = this.#listeners.signal;
    for (const stop of [
      effect(() => {
        const count = this.client.unread.value;
        onUnread(count);
        if (count > this.#unread) {
          // A sound that does not come is missed by nobody.
          import("./later/ring").then(({ ring }) => ring(kept)).catch(ignored);
        }
        this.#unread = count;
      }),
      effect(() => this.#follow(this.client.link.value)),
      effect(() => {
        this.#report(this.client.state.value).catch(ignored);
      }),
      kept.watch(() => this.#takeOver()),
    ]) {
      end.addEventListener("abort", stop);
    }
    const look = () => {
      this.#cut.value = !navigator.onLine;
      if (navigator.onLine) this.#askNow();
    };
    window.addEventListener("online", look, { signal: end });
    window.addEventListener("offline", look, { signal: end });
  }

  begin(): void {
    if (this.#asking.value !== "idle") return;
    this.#asking.value = "connecting";
    void this.#ask();
  }

  identify(userJwt: string): void {
    if (userJwt === this.#given) return;
    this.#given = this.#userJwt = userJwt;
    if (this.#identity === "verified" || this.#asking.value === "idle") return;
    this.#identity = null;
    clearTimeout(this.#timer);
    void this.#ask();
  }

  sleep(): void {
    clearTimeout(this.#timer);
    this.client.sleep();
  }

  wake(): void {
    this.client.wake();
    this.#askNow();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.abort();
    this.client.close();
  }

  async #ask(): Promise<void> {
    if (this.#busy || this.#listeners.signal.aborted) return;
    this.#busy = true;
    const { apiOrigin } = this.#place;
    const userJwt = this.#userJwt;
    // Two tabs that begin at once would otherwise become two customers.
    const answer = await inTurn(`chathub.${this.guid}`, () =>
      askToken(apiOrigin, this.guid, userJwt, this.kept.read().token),
    );
    this.#busy = false;
    if (this.#listeners.signal.aborted) return;
    if (userJwt === this.#userJwt) this.#hear(answer);
    else void this.#ask();
  }

  #hear(answer: TokenAnswer): void {
    switch (answer.kind) {
      case "token":
        this.#tell(answer.identity);
        this.kept.change({ token: answer.token });
        this.#use(answer.token);
        break;
      case "invalid":
        this.#tell("invalid");
        this.#userJwt = "";
        void this.#ask();
        break;
      case "refused":
      case "unknown":
        void this.#complain(answer.kind);
        this.#asking.value = "refused";
        break;
      case "later":
        this.#asking.value = navigator.onLine ? "reconnecting" : "offline";
        this.#askLater(answer.after);
    }
  }

  #tell(identity: Identity): void {
    if (this.#identity === null) reportIdentity(identity, this.#place.widget);
    this.#identity ??= identity;
  }

  #use(token: string): void {
    this.#token = token;
    this.#asking.value = null;
    this.client.setToken(token);
  }

  /** The server has ended our token: it gives another one to who still counts. */
  #follow(link: CustomerClient["link"]["value"]): void {
    if (link === "live") {
      this.#tries = 0;
      // Also without a network in the browser's eyes: the server may be on this very machine.
      this.#cut.value = false;
    }
    if (link === "expired" || link === "invalid") this.#askLater(0);
    if (link === "refused") void this.#complain(link);
  }

  /** Tells the page what has happened since it was told last; what was there before is no news. */
  async #report(now: CustomerState | null): Promise<void> {
    if (!now || !this.#told) {
      this.#told = now;
      return;
    }
    // Where it does not come, the next change tells of this one, too.
    const { report } = await import("./later/report");
    const told = this.#told;
    const state = this.client.state.peek();
    if (!told || !state || told === state) return;
    this.#told = state;
    report(told, state, this);
  }

  tell(name: string, detail?: object): void {
    const script = document.getElementById(this.#place.widget);
    if (script) raise({ script }, name, detail);
  }

  async #complain(about: Complaint): Promise<void> {
    const { complain } = await import("./later/complaints");
    complain(about, this.guid, this.#place);
  }

  /** Another tab of this customer got a token, perhaps the first one. */
  #takeOver(): void {
    const { token } = this.kept.read();
    if (token !== null && token !== this.#token && this.#asking.value !== "idle") this.#use(token);
  }

  #askNow(): void {
    if (this.#asking.value !== "offline" && this.#asking.value !== "reconnecting") return;
    clearTimeout(this.#timer);
    void this.#ask();
  }

  /** Later each time, at a moment of this page's own: not all of them at once when a server returns. */
  #askLater(after: number | null): void {
    const longest = Math.min(LONGEST_WAIT_S, 2 ** this.#tries);
    this.#tries += 1;
    clearTimeout(this.#timer);
    const seconds = Math.max(after ?? 0, longest * (0.5 + Math.random() / 2));
    this.#timer = setTimeout(() => void this.#ask(), seconds * 1000);
  }
}

function linkOf(link: CustomerClient["link"]["value"]): Link {
  if (link === "waiting") return "connecting";
  return link === "expired" || link === "invalid" ? "reconnecting" : link;
}

function pendingIn(kept: Kept) {
  return {
    read: () => kept.read().pending,
    write: (pending: readonly Pending[]) => kept.change({ pending }),
    watch: (changed: () => void) => kept.watch(changed),
  };
}
