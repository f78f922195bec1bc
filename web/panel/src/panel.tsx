/** One panel on the page: follows its element's attributes and draws itself, from mount to destroy. */

import type { Attributes, Instance, Shell } from "@chathub/loader";
import type { ClientOptions, Link, OperatorClient } from "@chathub/protocol";
import { UI_STYLES } from "@chathub/ui";
import { batch, computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import CONVERSATION_STYLES from "./conversation/conversation.css?inline";
import { type Dock, dockAt, type Tab } from "./dock";
import { ENGLISH, loadLanguage } from "./language";
import LIST_STYLES from "./list/list.css?inline";
import PANEL_STYLES from "./panel.css?inline";
import { Root } from "./Root";
import { Session } from "./session";
import { ownerOf, readSettings, type Settings } from "./settings";
import { TitleBadge } from "./title";
import { watchPage, watchViewport } from "./viewport";

/** Makes the client of a token's operator. */
export type Connect = (options: ClientOptions) => OperatorClient;

export class Panel implements Instance {
  readonly settings;
  readonly language = signal(ENGLISH);
  /** Nothing is drawn before the texts are there: a change of language would flicker. */
  readonly speaks = signal(false);
  readonly session = signal<Session | null>(null);
  readonly dockState = signal(0);
  readonly page = watchPage();
  readonly wide = signal(innerWidth >= 1200);
  readonly #parked = signal(false);
  readonly #stops: (() => void)[] = [];
  #client: OperatorClient | null = null;
  #owner: string | null = null;
  #dock: Dock;
  #stopDock: () => void = () => undefined;

  constructor(
    readonly shell: Shell,
    private readonly connect: Connect,
  ) {
    this.settings = signal<Settings>(readSettings(shell.attributes()));
    this.#dock = this.#joinDock();
    shell.style(UI_STYLES + PANEL_STYLES + LIST_STYLES + CONVERSATION_STYLES);
    this.#followSight();
    this.#place();
    this.#useToken();
    void this.#speak();
    this.#stops.push(
      effect(() => {
        if (!this.#parked.value) this.#dock.put(this.tab.value);
      }),
      this.#showTitle(),
      this.#tellPage(),
    );
    render(<Root panel={this} />, shell.root);
  }

  readonly tab = computed<Tab>(() => {
    const client = this.session.value?.client;
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
    if (this.session.value === null) return "invalid";
    return this.session.value.client.link.value;
  });

  readonly tabs = computed<readonly Tab[]>(() => {
    this.dockState.value;
    return this.settings.value.layout === "inline" ? [this.tab.value] : this.#dock.tabs();
  });

  readonly inFront = computed(() => {
    this.dockState.value;
    return this.settings.value.layout === "inline" || this.#dock.front() === this.shell.id;
  });

  readonly open = computed(() => {
    this.dockState.value;
    return this.settings.value.layout === "inline" || this.#dock.isOpen();
  });

  readonly #shown = computed(
    () => this.open.value && this.inFront.value && this.page.visible.value && !this.#parked.value,
  );

  readonly setOpen = (open: boolean): void => this.#dock.setOpen(open);
  readonly choose = (id: string): void => this.#dock.choose(id);
  readonly takeFocus = (): boolean => this.#dock.takeFocus(this.shell.id);

  update(attributes: Attributes): void {
    const before = this.settings.value;
    this.settings.value = readSettings(attributes);
    const now = this.settings.value;
    if (before.layout !== now.layout || before.position !== now.position) this.#moveDock();
    if (before.target !== now.target || before.layout !== now.layout) this.#place();
    if (before.locale !== now.locale) void this.#speak();
    if (before.token !== now.token) this.#useToken();
  }

  park(): void {
    this.#wasInFront = this.inFront.value;
    this.#parked.value = true;
    this.#dock.remove(this.shell.id);
  }

  #wasInFront = false;

  revive(attributes: Attributes): void {
    batch(() => {
      this.#parked.value = false;
      this.update(attributes);
    });
    this.#dock.put(this.tab.value, this.#wasInFront);
  }

  sleep(): void {
    this.#client?.sleep();
  }

  wake(): void {
    this.#client?.wake();
  }

  destroy(): void {
    this.#parked.value = true;
    for (const stop of this.#stops) stop();
    this.#stopDock();
    this.#dock.remove(this.shell.id);
    this.#closeSession();
    render(null, this.shell.root);
  }

  /** Goes on with the element's token: in the same session where it is the same operator's. */
  #useToken(): void {
    const { token } = this.settings.value;
    if (token === null) return;
    const owner = ownerOf(token);
    // What is no token at all tells nothing of its owner: what is written stays until one comes that does.
    if (this.#client !== null && (owner === null || owner === this.#owner)) {
      this.#client.setToken(token);
      return;
    }
    this.#closeSession();
    if (owner === null) return;
    this.#owner = owner;
    this.#client = this.connect({
      apiOrigin: this.shell.apiOrigin,
      token,
      // The page has a few seconds to bring another one before anybody notices.
      onTokenEnd: () => this.shell.fail("token expired"),
    });
    this.session.value = new Session(this.#client, this.language, this.#shown);
  }

  #closeSession(): void {
    this.session.value?.destroy();
    this.session.value = null;
    this.#client?.close();
    this.#client = null;
  }

  async #speak(): Promise<void> {
    const language = await loadLanguage(this.settings.value.locale);
    batch(() => {
      this.language.value = language;
      this.speaks.value = true;
    });
  }

  #joinDock(): Dock {
    const { layout, position } = this.settings.value;
    const dock = dockAt(`${layout}-${position}`);
    this.#stopDock = dock.listen(() => {
      this.dockState.value += 1;
    });
    return dock;
  }

  #moveDock(): void {
    const front = this.inFront.value;
    const open = this.open.value;
    this.#dock.remove(this.shell.id);
    this.#stopDock();
    this.#dock = this.#joinDock();
    this.#dock.put(this.tab.value, front);
    if (open) this.#dock.setOpen(true);
  }

  #place(): void {
    const { layout, target } = this.settings.value;
    this.shell.place(layout === "inline" && target ? find(target) : null);
  }

  /** Tells the styles how much of the page is in sight. */
  #followSight(): void {
    const { style } = this.shell.host;
    const stop = watchViewport((height, top) => {
      style.setProperty("--seen-height", `${height}px`);
      style.setProperty("--seen-top", `${top}px`);
    });
    this.#stops.push(stop, this.page.stop);
  }

  /** Tells the page what only it can mend. */
  #tellPage(): () => void {
    return effect(() => {
      const link = this.link.value;
      if (link === "expired") this.shell.fail("token expired");
      if (link === "invalid") this.shell.fail("Invalid token");
      if (link === "refused") {
        console.error(
          `The operator panel is not allowed on ${location.origin}. ` +
            "Add this origin to the organization's list of origins.",
        );
      }
    });
  }

  #showTitle(): () => void {
    const badge = new TitleBadge();
    const stop = effect(() => {
      const on = this.settings.value.titleBadge && !this.#parked.value;
      badge.show(on ? this.tab.value.unread : 0);
    });
    return () => {
      stop();
      badge.show(0);
    };
  }
}

function find(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    console.error(`The attribute target="${selector}" of the operator panel is no CSS selector.`);
    return null;
  }
}
