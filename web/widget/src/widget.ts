/** One widget on a page: the launcher, the window, and where both are. The chat itself comes with the first click. */
import type { Chat, Shell } from "@chathub/loader";
import { raise } from "@chathub/loader/raise";
import { readWishes, type Wishes, withLooks } from "./attributes";
import type { ChatView } from "./chat";
import { colourTokens } from "./colours";
import { draw } from "./draw";
import { loadSpeech, type Speech } from "./language";
import { createLauncher } from "./launcher";
import OPENER_STYLES from "./opener.css?inline";
import { findTarget } from "./target";
import { Visit } from "./visit";

export class Widget implements Chat {
  readonly #root = draw("div", { class: "ch", hidden: "" });
  readonly #window = draw("div", { class: "window" });
  readonly #launcher = createLauncher(() => (this.#open ? this.close() : void this.bring(true)));
  readonly #tokens = new Set<string>();
  #wishes!: Wishes;
  #speech: Speech | null = null;
  #visit!: Visit;
  #view: ChatView | null = null;
  /** The same, from the first time that it was asked for. */
  #coming: Promise<ChatView | null> | null = null;
  #open = false;
  #busy = false;
  #failed = false;
  /** The page hides all of it. */
  #away = false;
  #told: Partial<Chat["state"]> = {};
  #parked = false;
  /** What had the focus on the page before the chat was opened. */
  #before: Element | null = null;

  constructor(readonly shell: Shell) {
    shell.style(OPENER_STYLES);
    this.#root.append(this.#launcher.element, this.#window);
    shell.root.append(this.#root);
    this.#renew(this.#dress());
  }

  update(): void {
    const spoken = this.#dress();
    if (this.#visit.goesOn(this.#wishes)) this.#show();
    else this.#renew(spoken);
  }

  park(): void {
    this.#parked = true;
    this.#show();
  }

  revive(): void {
    this.#parked = false;
    this.update();
  }

  sleep(): void {
    this.#visit.sleep();
  }

  wake(): void {
    this.#visit.wake();
  }

  destroy(): void {
    this.#endVisit();
    this.#root.remove();
  }

  get state() {
    const visit = this.#visit;
    return { usable: visit.shown && !!this.#speech, open: this.#open, unread: visit.unread, visit };
  }

  setAway(away: boolean): void {
    this.#away = away;
    this.#show();
  }

  forget(here = true): void {
    // Another tab that has logged out has thrown away what was kept.
    if (here) this.#visit.kept.forget();
    raise(this.shell, "logout");
    this.shell.override({ userjwt: null });
    this.#renew(null);
  }

  get #inline(): boolean {
    return this.#root.classList.contains("inline");
  }

  #renew(spoken: Promise<void> | null): void {
    this.#endVisit();
    const place = { widget: this.shell.id, apiOrigin: this.shell.apiOrigin };
    this.#visit = new Visit(place, this.#wishes, (gone) =>
      gone ? this.forget(false) : this.#show(),
    );
    void this.#begin(spoken);
  }

  #endVisit(): void {
    this.#visit?.end();
    this.#view?.remove();
    this.#view = this.#coming = null;
  }

  async #begin(spoken: Promise<void> | null): Promise<void> {
    const visit = this.#visit;
    // Who asked for the chat gets it, also where another person's is another one.
    const wasOpen = this.#open || this.#busy;
    this.#open = this.#busy = this.#failed = false;
    this.#show();
    // Where what the console was to be told does not come, nothing is shown all the same.
    const settled = visit.begin(() => {
      // Nobody is to see it in one language and then in another.
      if (this.#dress()) this.#speech = null;
    });
    await Promise.all([settled, spoken]).catch(() => undefined);
    if (visit !== this.#visit) return;
    visit.invite(async (text) =>
      (await import("./later/teaser")).tease(this, this.#launcher.element, this.#speech, text),
    );
    if (this.#inline || wasOpen) await this.bring(false);
  }

  async #speak(): Promise<void> {
    const { locale } = this.#wishes;
    const speech = await loadSpeech(locale);
    if (locale !== this.#wishes.locale) return;
    this.#speech = speech ?? this.#speech;
    this.#show();
  }

  /** Opens the chat, fetching it first if need be. Only a person's own deed may move the focus. */
  async bring(byPerson: boolean): Promise<void> {
    const visit = this.#visit;
    if (this.#root.hidden) return;
    if (!this.#open) {
      this.#before = document.activeElement;
      this.#busy = true;
      this.#failed = false;
      this.#show();
    }
    this.#coming ??= this.#load(visit, byPerson);
    const view = await this.#coming;
    if (!visit.shown) return;
    if (!view) this.#coming = null;
    // Nobody has closed it meanwhile.
    if (this.#busy) {
      this.#busy = false;
      this.#failed = !view;
      this.#open = !!view;
      this.#show();
    }
    if (this.#open) await view?.fill();
    if (byPerson && this.#open) view?.focus();
  }

  async #load(visit: Visit, byPerson: boolean): Promise<ChatView | null> {
    try {
      const { createChat, pause } = await import("./chat");
      const session = await visit.session();
      // A chat that stands open by itself, such as one inside the page, begins when somebody turns to it.
      if (byPerson) session.begin();
      await pause();
      if (!visit.shown) return null;
      this.#view = createChat(this.shell, this.#root, this.#window, session, () => this.close());
      await pause();
      return this.#view;
    } catch {
      // The network broke between the page's load and the click: the launcher says so, and a click tries again.
      return null;
    }
  }

  /** Closes the chat, also one that is still on its way. */
  close(): void {
    if (this.#inline) return;
    const wasOpen = this.#open;
    this.#open = this.#busy = false;
    this.#show();
    if (wasOpen && !this.#wishes.launcherHidden) this.#launcher.focus();
    else if (wasOpen) (this.#before as HTMLElement | null)?.focus({ preventScroll: true });
  }

  /** Takes its place, colours and theme. Gives back when it speaks another language, if it is to. */
  #dress(): Promise<void> | null {
    const before = this.#wishes?.locale;
    const given = withLooks({ ...this.shell.attributes() }, this.#visit?.settings?.looks);
    this.#wishes = readWishes(given);
    const { target, launcherHidden, position, theme, offsetX, offsetY } = this.#wishes;
    const place = target === null ? null : findTarget(target, this.shell.id);
    this.shell.place(place);
    const classes = this.#root.classList;
    classes.toggle("inline", place !== null);
    classes.toggle("lone", launcherHidden);
    classes.toggle("start", position === "start");
    this.#root.style.colorScheme = theme;
    const tokens = colourTokens(given, (colour) => CSS.supports("color", colour));
    for (const kind of ["main", "operator"])
      classes.toggle(`own-${kind}`, `--${kind}-light` in tokens);
    const sizes = { "--offset-x": `${offsetX}px`, "--offset-y": `${offsetY}px` };
    for (const name of this.#tokens) this.#root.style.removeProperty(name);
    for (const [name, value] of Object.entries({ ...sizes, ...tokens })) {
      this.#root.style.setProperty(name, value);
      this.#tokens.add(name);
    }
    return before === this.#wishes.locale ? null : this.#speak();
  }

  /** Tells the page what has changed since it was told last. */
  #tell(): void {
    const before = this.#told;
    this.#told = this.state;
    const { usable, open, unread } = this.state;
    if (!usable) return;
    if (!before.usable) raise(this.shell, "ready");
    if (open !== (before.open ?? false)) raise(this.shell, open ? "open" : "close");
    if (unread !== (before.unread ?? 0)) raise(this.shell, "unread", { unread });
  }

  #show(): void {
    const { launcherHidden, fallbackContact } = this.#wishes;
    const { shown, unread, settings } = this.#visit;
    const speech = this.#speech;
    this.#root.hidden = this.#away || !shown || !speech;
    this.#tell();
    if (!speech) return;
    this.#root.lang = speech.locale;
    this.#root.dir = speech.dir;
    this.#root.classList.toggle("open", this.#open);
    this.#launcher.element.hidden = launcherHidden || this.#inline;
    this.#launcher.show({
      speech,
      open: this.#open,
      busy: this.#busy,
      failed: this.#failed,
      unread,
      fallbackContact,
    });
    this.#view?.show({
      speech,
      wishes: this.#wishes,
      settings,
      open: this.#open && !this.#parked,
      inline: this.#inline,
    });
  }
}
