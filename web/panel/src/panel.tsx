/** One panel on the page: follows its element's attributes and draws itself, from mount to destroy. */

import type { Attributes, PanelHandle, PanelInstance, Shell } from "@chathub/loader";
import type { ClientOptions, Link, OperatorClient } from "@chathub/protocol";
import { takeApart, UI_STYLES } from "@chathub/ui";
import { batch, computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import { Berth } from "./berth";
import CONVERSATION_STYLES from "./conversation/conversation.css?inline";
import { Desk } from "./desk";
import type { Tab } from "./dock";
import { handleOf } from "./handle";
import { loadSpeech, SILENCE } from "./language";
import { Later } from "./later";
import { toldLink } from "./link";
import LIST_STYLES from "./list/list.css?inline";
import { complain } from "./page/complain";
import PANEL_STYLES from "./panel.css?inline";
import { Root } from "./Root";
import { makeRoom, roomFor } from "./room";
import type { Session } from "./session";
import { elementAt, ownerOf, readSettings, type Settings } from "./settings";
import { badgeTitle } from "./title";
import { followSight, watchPage } from "./viewport";
import { Written } from "./written";

export type Sheet = "settings" | "help";

/** Makes the client of a token's operator. */
export type Connect = (options: ClientOptions) => OperatorClient;

// No texts at all, not even English ones: the network is away, or the server.
const SPEAK_AGAIN_MS = 5000;
const MOST_EARLY = 20;

export class Panel implements PanelInstance {
  readonly settings;
  readonly language = signal(SILENCE);
  /** Nothing is drawn before the texts are there: a change of language would flicker. */
  readonly speaks = signal(false);
  readonly page = watchPage();
  readonly ended = signal(false);
  readonly sheet = signal<Sheet | null>(null);
  readonly desk = signal<Desk | null>(null);
  readonly later: Later;
  readonly parked = signal(false);
  readonly #stops: (() => void)[] = [];
  #client: OperatorClient | null = null;
  #owner: string | null = null;
  /** What the page asked for before there was an operator. */
  readonly #early: ((session: Session) => void)[] = [];
  #speakTimer: number | undefined;

  constructor(
    readonly shell: Shell,
    private readonly connect: Connect,
  ) {
    this.settings = signal<Settings>(readSettings(shell.attributes()));
    shell.style(UI_STYLES + PANEL_STYLES + LIST_STYLES + CONVERSATION_STYLES);
    const locale = computed(() => this.settings.value.locale);
    const wanted = computed(
      () => this.sheet.value !== null || (this.desk.value?.session.details.value ?? false),
    );
    this.later = new Later(locale, wanted, (css) => shell.style(css));
    this.#place();
    this.#useToken();
    void this.#speak();
    this.#stops.push(
      effect(() => this.berth.put(this.tab.value)),
      badgeTitle(this.#titleCount),
      complain(shell, this.link),
      makeRoom(roomFor(this)),
      followSight(shell.host.style),
      this.page.stop,
      this.later.stop,
    );
    render(<Root panel={this} />, shell.root);
  }

  readonly tab = computed<Tab>(() => {
    const client = this.desk.value?.session.client;
    const state = client?.state.value;
    return {
      id: this.shell.id,
      organization: state?.organization.name ?? "",
      operator: state?.me.name ?? "",
      unread: client?.unread.value ?? 0,
    };
  });

  readonly link = computed<Link>(() => {
    const { token } = this.settings.value;
    if (token === null) return "waiting";
    return toldLink(this.desk.value?.session.client.link.value, this.page.online.value);
  });

  readonly berth = new Berth(this.tab);

  readonly shown = computed(
    () =>
      this.berth.open.value &&
      this.berth.inFront.value &&
      this.page.visible.value &&
      !this.parked.value,
  );

  readonly #titleCount = computed(() =>
    this.settings.value.titleBadge && !this.parked.value ? this.tab.value.unread : 0,
  );

  update(attributes: Attributes): void {
    // Whoever watches sees the new token together with its session, never without one.
    batch(() => {
      const before = this.settings.value;
      this.settings.value = readSettings(attributes);
      const now = this.settings.value;
      const places = ["layout", "position", "target"] as const;
      if (places.some((name) => before[name] !== now[name])) this.#place();
      if (before.locale !== now.locale) void this.#speak();
      if (before.token !== now.token) this.#useToken();
    });
  }

  park(): void {
    this.parked.value = true;
    this.berth.leave();
  }

  revive(attributes: Attributes): void {
    batch(() => {
      this.parked.value = false;
      this.update(attributes);
      this.berth.comeBack();
    });
  }

  sleep(): void {
    this.#client?.sleep();
  }

  wake(): void {
    this.#client?.wake();
  }

  handle(): Promise<PanelHandle> {
    return handleOf(this);
  }

  destroy(): void {
    this.parked.value = true;
    this.ended.value = true;
    clearTimeout(this.#speakTimer);
    for (const stop of this.#stops) stop();
    this.berth.end();
    this.#closeSession();
    takeApart(this.shell.root, () => render(null, this.shell.root));
  }

  /** Goes on with the element's token: in the same session where it is the same operator's. */
  #useToken(): void {
    const { token } = this.settings.value;
    if (token === null) return;
    const owner = ownerOf(token);
    // Each of them is told of, also where one follows the other and nothing else changes.
    if (owner === null) this.shell.fail("Invalid token");
    // What is no token at all tells nothing of its owner: what is written stays until one comes that does.
    if (this.#client !== null && (owner === null || owner === this.#owner)) {
      this.#client.setToken(token);
      return;
    }
    this.#closeSession();
    if (owner === null) return;
    this.#owner = owner;
    const written = new Written(this.shell.id, `${this.shell.apiOrigin} ${owner}`);
    this.#client = this.connect({
      pending: written,
      apiOrigin: this.shell.apiOrigin,
      token,
      // The page has a few seconds to bring another one before anybody notices.
      onTokenEnd: () => this.shell.fail("token expired"),
    });
    this.desk.value = new Desk(this, owner, this.#client, written);
    for (const deed of this.#early.splice(0)) deed(this.desk.value.session);
  }

  setContext(card: unknown): void {
    this.#withSession((session) => session.cards.put(card, session.chosen.peek()));
  }

  openConversation(conversation: number): void {
    if (!Number.isSafeInteger(conversation)) return;
    this.#withSession((session) => {
      this.berth.show();
      session.choose(conversation);
    });
  }

  /** Now, or as soon as there is an operator to do it for. */
  #withSession(deed: (session: Session) => void): void {
    const session = this.desk.peek()?.session;
    if (session) batch(() => deed(session));
    else if (this.#early.length < MOST_EARLY) this.#early.push(deed);
  }

  #closeSession(): void {
    this.desk.value?.destroy();
    this.desk.value = null;
    this.sheet.value = null;
    this.#client?.close();
    this.#client = null;
  }

  async #speak(): Promise<void> {
    const { locale } = this.settings.value;
    const language = await loadSpeech(locale);
    // Another one was wished for meanwhile, or the panel is gone.
    if (this.ended.value || locale !== this.settings.value.locale) return;
    if (language === null) {
      this.#speakTimer = setTimeout(() => void this.#speak(), SPEAK_AGAIN_MS);
      return;
    }
    batch(() => {
      this.language.value = language;
      this.speaks.value = true;
    });
  }

  /** Puts the panel where its element wants it; where there is no such target, docked is better than nowhere. */
  #place(): void {
    const { layout, position, target } = this.settings.value;
    const parent = layout === "inline" && target !== null ? elementAt(target) : null;
    if (layout === "inline" && parent === null) {
      console.error(
        `The operator panel finds no element for target="${target ?? ""}": it is docked instead.`,
      );
    }
    this.shell.place(parent);
    this.berth.move(layout === "inline" && parent === null ? "dock" : layout, position);
  }
}
