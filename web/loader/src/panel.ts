/** One panel: from an element's first appearance over parking and revival to its end. */
import type { Definition } from "./definition";
import { addStyle, createHost, hideHost, placeHost } from "./host";
import { reportOnce, safely } from "./report";
import type { Attributes, Instance, Shell, UiModule } from "./ui";

const PARKED_MS = 2000;
const DEFAULT_FALLBACK_S = 10;
const LONGEST_RETRY_MS = 30_000;
// A page that removes what it does not know must not be fought for ever.
const MOST_RETURNS = 20;

export class Panel implements Shell {
  readonly id: string;
  readonly root: ShadowRoot;
  readonly host: HTMLElement;
  parked = false;
  /** The user interface, once it is there. */
  readonly mounted: Promise<Instance>;
  #arrive!: (instance: Instance) => void;
  /** What the element says, and that with what was set by hand. */
  #read: Attributes;
  #attributes: Attributes;
  #instance: Instance | undefined;
  #ended = false;
  #focused: Element | null = null;
  #returns = 0;
  #endTimer: number | undefined;
  #loadTimer: number | undefined;
  readonly #fallbackTimer: number;

  /** Shows the loading state before it returns; the user interface follows. */
  constructor(
    readonly definition: Definition,
    readonly apiOrigin: string,
    public script: HTMLScriptElement,
    readonly onEnd: () => void,
    readonly end: () => void,
  ) {
    this.id = script.id;
    this.#attributes = this.#read = readAttributes(definition, script);
    this.mounted = new Promise((resolve) => {
      this.#arrive = resolve;
    });
    this.root = createHost(this.id);
    this.host = this.root.host as HTMLElement;
    // As the language will have it that is chosen later: the first frame must not change sides.
    const language = this.#read["locale"] || document.documentElement.lang || navigator.language;
    this.host.dir = /^ar\b/i.test(language) ? "rtl" : "ltr";
    safely(() => definition.loading(this));
    // The first frame may have chosen a place of its own on the page.
    if (!this.host.parentNode) this.place(null);
    const seconds = Number(this.#attributes["fallback-after"]) || DEFAULT_FALLBACK_S;
    this.#fallbackTimer = setTimeout(
      () => safely(() => definition.unreachable(this)),
      seconds * 1e3,
    );
    this.#load(0);
  }

  attributes(): Attributes {
    return this.#attributes;
  }

  style(css: string): void {
    addStyle(this.root, css);
  }

  place(parent: Element | null): void {
    placeHost(this.host, parent);
  }

  fail(message: string): void {
    reportOnce(this.#attributes["token"] ?? this.id, message);
  }

  override(attributes: Attributes): void {
    this.#attributes = { ...this.#attributes, ...attributes };
    this.tell((instance) => instance.update(this.#attributes));
  }

  /** Whether the page has dropped the host, and it may be put back. */
  get lost(): boolean {
    return !this.parked && !this.host.isConnected && this.#returns < MOST_RETURNS;
  }

  /** Goes on with this element, the same or another one with the same id. */
  take(script: HTMLScriptElement): void {
    const read = readAttributes(this.definition, script);
    const news = Object.entries(read).filter(([name, value]) => value !== this.#read[name]);
    const changed = script !== this.script || news[0] || this.lost;
    this.script = script;
    this.#read = read;
    this.#attributes = { ...this.#attributes, ...Object.fromEntries(news) };
    if (this.lost) {
      this.#returns++;
      this.place(null);
    }
    if (this.parked) this.#revive();
    else if (changed) this.override({});
  }

  /** Hides at once; ends for good unless an element comes back in time. */
  park(): void {
    if (this.parked) return;
    this.parked = true;
    this.#focused = this.root.activeElement;
    hideHost(this.host, true);
    this.tell((instance) => instance.park());
    this.#endTimer = setTimeout(() => this.destroy(), PARKED_MS);
  }

  destroy(): void {
    this.#ended = true;
    for (const timer of [this.#endTimer, this.#loadTimer, this.#fallbackTimer]) clearTimeout(timer);
    this.tell((instance) => instance.destroy());
    this.host.remove();
    this.onEnd();
  }

  /** Passes a turn of events on to the user interface, if it is there. */
  tell(deed: (instance: Instance) => void): void {
    const instance = this.#instance;
    if (instance) safely(() => deed(instance));
  }

  #revive(): void {
    this.parked = false;
    clearTimeout(this.#endTimer);
    hideHost(this.host, false);
    this.tell((instance) => instance.revive(this.#attributes));
    // What is focused must be on show again, and the user interface draws in its own time.
    requestAnimationFrame(() => {
      // Who was typing goes on typing, unless the page has moved the focus meanwhile.
      if (document.activeElement === document.body) {
        (this.#focused as HTMLElement | null)?.focus({ preventScroll: true });
      }
    });
  }

  async #load(attempt: number): Promise<void> {
    let ui: UiModule;
    try {
      ui = await this.definition.load(attempt);
    } catch {
      // The wait doubles each time, and is spread so that not all pages ask at once.
      const longest = Math.min(1e3 * 2 ** attempt, LONGEST_RETRY_MS);
      const wait = longest * (0.5 + Math.random() / 2);
      if (!this.#ended) this.#loadTimer = setTimeout(() => this.#load(attempt + 1), wait);
      return;
    }
    if (!this.#ended) safely(() => this.#start(ui));
  }

  #start(ui: UiModule): void {
    clearTimeout(this.#fallbackTimer);
    this.root.replaceChildren();
    try {
      this.#instance = ui.mount(this);
      this.#arrive(this.#instance);
    } catch (error) {
      this.definition.unreachable(this);
      throw error;
    }
    if (this.parked) this.#instance.park();
  }
}

function readAttributes({ attributes }: Definition, script: HTMLScriptElement): Attributes {
  return Object.fromEntries(attributes.map((name) => [name, script.getAttribute(name)]));
}
