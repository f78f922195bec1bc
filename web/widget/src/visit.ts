/** One person at one channel, as far as this page knows: the settings, what is kept, and the session. */
import type { Wishes } from "./attributes";
import { type Kept, openKept } from "./kept";
import { claimedPerson } from "./person";
import type { Session } from "./session";
import { askSettings, type SettingsAnswer, type WidgetSettings } from "./settings";

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
  /** The session, once there is one. */
  running: Session | null = null;
  #session: Promise<Session> | null = null;
  #stopWatching: (() => void) | null = null;
  #teaser: number | undefined;
  #ended = false;

  /** `changed` is called whenever one of the fields is another; `gone`: this person has logged out in another tab. */
  constructor(
    readonly place: Place,
    private wishes: Wishes,
    private readonly changed: (gone?: boolean) => void,
  ) {
    this.kept = openKept(wishes.guid, claimedPerson(wishes.userJwt));
  }

  /** Whether this visit goes on with these wishes: not at another channel, nor for another person. */
  goesOn(wishes: Wishes): boolean {
    const { guid, userJwt } = wishes;
    if (guid !== this.wishes.guid || claimedPerson(userJwt) !== this.kept.person) return false;
    this.wishes = wishes;
    this.running?.identify(userJwt);
    return true;
  }

  /**
   * Asks for the settings, and goes on with an earlier conversation if there is one. `here` is called once they are
   * known, before anything is shown.
   */
  async begin(here: () => void): Promise<void> {
    const { guid } = this.wishes;
    const { apiOrigin } = this.place;
    const answer: SettingsAnswer = guid
      ? await askSettings(apiOrigin, guid)
      : { refusal: "unknown" };
    const { settings = null, refusal } = answer;
    if (this.#ended) return;
    if (refusal) {
      const { complain } = await import("./later/complaints");
      this.refusal = complain(refusal, guid, this.place);
      return;
    }
    this.settings = settings;
    here();
    this.shown = true;
    this.changed();
    // Without it the closed chat would not hear of an answer, nor of what another tab begins.
    this.#stopWatching = this.kept.watch((gone) =>
      gone ? this.changed(gone) : void this.#resume(),
    );
    await this.#resume();
  }

  /** Calls back with the channel's words when it is time to invite; who has written before needs no invitation. */
  invite(tease: (text: string | null | undefined) => Promise<void>): void {
    const { teaser, teaserAfter = null } = this.settings ?? {};
    if (teaserAfter === null || this.kept.begun()) return;
    // An invitation that does not come is missed by nobody.
    this.#teaser = setTimeout(() => tease(teaser).catch(() => undefined), teaserAfter * 1000);
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
    clearTimeout(this.#teaser);
    this.#stopWatching?.();
    this.running?.close();
    this.running = null;
  }

  sleep(): void {
    this.running?.sleep();
  }

  wake(): void {
    this.running?.wake();
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
      this.running = session;
      return session;
    } catch (error) {
      this.#session = null;
      throw error;
    }
  }
}
