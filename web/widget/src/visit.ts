/** One person at one channel, as far as this page knows: the settings, what is kept, and the session. */
import type { Wishes } from "./attributes";
import { type Kept, openKept } from "./kept";
import { claimedPerson } from "./person";
import type { Session } from "./session";
import { askSettings, type WidgetSettings } from "./settings";

/** Where and for what a visit is. */
export interface Place {
  /** The script element's id. */
  readonly widget: string;
  readonly apiOrigin: string;
}

export class Visit {
  readonly kept: Kept;
  /** Null until they are here, and for as long as the server is away. */
  settings: WidgetSettings | null = null;
  /** Whether anything may be shown: not before the settings were asked for, never for an unknown channel. */
  shown = false;
  unread = 0;
  /** Why nothing will ever be shown. */
  refusal: Error | null = null;
  #session: Promise<Session> | null = null;
  #running: Session | null = null;
  #stopWatching: (() => void) | null = null;
  #ended = false;

  /** `changed` is called whenever one of the fields is another. */
  constructor(
    readonly place: Place,
    private wishes: Wishes,
    private readonly changed: () => void,
  ) {
    this.kept = openKept(wishes.guid, claimedPerson(wishes.userJwt));
  }

  /** Whether this visit goes on with these wishes: not at another channel, nor for another person. */
  goesOn(wishes: Wishes): boolean {
    const { guid, userJwt } = wishes;
    if (guid !== this.wishes.guid || claimedPerson(userJwt) !== this.kept.person) return false;
    this.wishes = wishes;
    this.#running?.identify(userJwt);
    return true;
  }

  /** Asks for the settings, and goes on with an earlier conversation if there is one. */
  async begin(): Promise<void> {
    const { guid } = this.wishes;
    const { apiOrigin } = this.place;
    const answer = guid ? await askSettings(apiOrigin, guid) : ({ kind: "unknown" } as const);
    if (this.#ended) return;
    if (answer.kind === "unknown" || answer.kind === "refused") {
      const { complain } = await import("./later/complaints");
      this.refusal = complain(answer.kind, guid, this.place);
      return;
    }
    this.settings = answer.kind === "settings" ? answer.settings : null;
    this.shown = true;
    this.changed();
    // Without it the closed chat would not hear of an answer, nor of what another tab begins.
    this.#stopWatching = this.kept.watch(() => void this.#resume());
    await this.#resume();
  }

  /** Whether somebody is there to answer, as far as is known. */
  get online(): boolean {
    return (this.#running?.client.state.value ?? this.settings)?.online ?? false;
  }

  /** The session; it connects when it is told to begin. */
  session(): Promise<Session> {
    this.#session ??= this.#startSession();
    return this.#session;
  }

  /** Nothing may be heard of this visit any more. */
  end(): void {
    this.#ended = true;
    this.shown = false;
    this.#stopWatching?.();
    this.#running?.close();
    this.#running = null;
  }

  sleep(): void {
    this.#running?.sleep();
  }

  wake(): void {
    this.#running?.wake();
  }

  async #resume(): Promise<void> {
    if (!this.kept.begun()) return;
    try {
      (await this.session()).begin();
    } catch {
      // The chunk did not come. A click on the launcher asks for it again, and says so if it fails.
    }
  }

  async #startSession(): Promise<Session> {
    try {
      const { createSession } = await import("./chat");
      if (this.#ended) throw new Error("Too late");
      const session = createSession(this.place, this.wishes, this.kept, (unread) => {
        this.unread = unread;
        if (!this.#ended) this.changed();
      });
      this.#running = session;
      return session;
    } catch (error) {
      this.#session = null;
      throw error;
    }
  }
}
