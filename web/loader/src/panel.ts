/** One panel: from an element's first appearance over parking and revival to its end. */
import { couldBeToken, readToken } from "@chathub/protocol/token";
import type { Definition } from "./definition";
import { addStyle, createHost, type Host, place, setHidden } from "./host";
import { safely } from "./report";
import type { Attributes, Instance, Shell, UiModule } from "./ui";

const PARKED_MS = 2000;
const DEFAULT_FALLBACK_S = 10;
const LONGEST_RETRY_MS = 30_000;
// A page that removes what it does not know must not be fought for ever.
const MOST_RETURNS = 20;

/** Tells the page of a failure, unless it was told of this token before. */
export type Fail = (token: string, message: string) => void;

export class Panel {
  readonly host: Host;
  readonly #shell: Shell;
  readonly #fail: Fail;
  #script: HTMLScriptElement;
  #attributes: Attributes;
  #instance: Instance | undefined;
  #parked = false;
  #ended = false;
  #focused: Element | null = null;
  #returns = 0;
  #endTimer: ReturnType<typeof setTimeout> | undefined;
  #loadTimer: ReturnType<typeof setTimeout> | undefined;
  #fallbackTimer: ReturnType<typeof setTimeout> | undefined;

  /** Shows the loading state before it returns; the user interface follows. */
  constructor(
    readonly definition: Definition,
    readonly apiOrigin: string,
    script: HTMLScriptElement,
    fail: Fail,
    private readonly onEnd: (panel: Panel) => void,
  ) {
    this.#script = script;
    this.#fail = fail;
    this.#attributes = readAttributes(definition, script);
    this.host = createHost(script.ownerDocument, script.id);
    this.#shell = this.#createShell(script.id);
    safely(() => definition.loading(this.#shell));
    // The user interface may have chosen a place of its own on the page.
    if (!this.host.element.parentNode) place(this.host, null);
    this.#checkToken();
    this.#startFallback();
    void this.#load(0);
  }

  get parked(): boolean {
    return this.#parked;
  }

  /** Goes on with this element, the same or another one with the same id. */
  take(script: HTMLScriptElement): void {
    const before = this.#attributes;
    const wasLost = this.#comeBack();
    const changed = script !== this.#script || wasLost;
    this.#script = script;
    this.#attributes = readAttributes(this.definition, script);
    if (this.#parked) this.#revive();
    else if (changed || !same(before, this.#attributes)) {
      safely(() => this.#instance?.update(this.#attributes));
    }
    this.#checkToken();
  }

  /** Hides at once; ends for good unless an element comes back in time. */
  park(): void {
    if (this.#parked) return;
    this.#parked = true;
    this.#focused = this.host.root.activeElement;
    setHidden(this.host, true);
    safely(() => this.#instance?.park());
    this.#endTimer = setTimeout(() => this.destroy(), PARKED_MS);
  }

  destroy(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#endTimer);
    clearTimeout(this.#loadTimer);
    clearTimeout(this.#fallbackTimer);
    safely(() => this.#instance?.destroy());
    this.#instance = undefined;
    this.host.element.remove();
    this.onEnd(this);
  }

  sleep(): void {
    safely(() => this.#instance?.sleep());
  }

  wake(): void {
    safely(() => this.#instance?.wake());
  }

  #revive(): void {
    this.#parked = false;
    clearTimeout(this.#endTimer);
    setHidden(this.host, false);
    safely(() => this.#instance?.revive(this.#attributes));
    const focused = this.#focused;
    this.#focused = null;
    // Who was typing goes on typing, unless the page has moved the focus meanwhile.
    const page = this.host.element.ownerDocument;
    if (focused instanceof HTMLElement && page.activeElement === page.body) {
      focused.focus({ preventScroll: true });
    }
  }

  /** Puts a host that the page has dropped back; says whether it did. */
  #comeBack(): boolean {
    if (this.host.element.isConnected || this.#returns >= MOST_RETURNS) return false;
    this.#returns += 1;
    place(this.host, null);
    return true;
  }

  #createShell(id: string): Shell {
    const panel = this;
    return {
      id,
      root: this.host.root,
      host: this.host.element,
      apiOrigin: this.apiOrigin,
      get script() {
        return panel.#script;
      },
      attributes: () => this.#attributes,
      style: (css) => addStyle(this.host.root, css),
      place: (parent) => place(this.host, parent),
      fail: (message) => this.#fail(this.#token() ?? `#${id}`, message),
    };
  }

  #token(): string | null {
    return this.#attributes[this.definition.tokenAttribute ?? ""] ?? null;
  }

  #checkToken(): void {
    const token = this.#token();
    if (token !== null && !couldBeToken(token)) {
      this.#shell.fail(`Invalid token: what the element #${this.#shell.id} carries is no token`);
    }
  }

  #startFallback(): void {
    const seconds = Number(this.#attributes["fallback-after"] ?? DEFAULT_FALLBACK_S);
    const wait = seconds >= 0 ? seconds : DEFAULT_FALLBACK_S;
    this.#fallbackTimer = setTimeout(() => {
      safely(() => this.definition.unreachable(this.#shell));
    }, wait * 1000);
  }

  async #load(attempt: number): Promise<void> {
    let ui: UiModule;
    try {
      ui = await this.definition.load(attempt);
    } catch {
      if (!this.#ended) {
        this.#loadTimer = setTimeout(() => this.#load(attempt + 1), retryDelay(attempt));
      }
      return;
    }
    if (!this.#ended) safely(() => this.#start(ui));
  }

  #start(ui: UiModule): void {
    this.host.root.replaceChildren();
    try {
      this.#instance = ui.mount(this.#shell);
    } catch (error) {
      this.definition.unreachable(this.#shell);
      throw error;
    } finally {
      clearTimeout(this.#fallbackTimer);
    }
    if (this.#parked) this.#instance.park();
  }
}

/** The wait before the next attempt: doubled each time, and spread so that not all pages ask at once. */
export function retryDelay(attempt: number): number {
  const longest = Math.min(1000 * 2 ** attempt, LONGEST_RETRY_MS);
  return longest * (0.5 + Math.random() / 2);
}

function readAttributes(definition: Definition, script: HTMLScriptElement): Attributes {
  const read: Record<string, string | null> = {};
  for (const name of definition.attributes) {
    const value = script.getAttribute(name);
    read[name] =
      value !== null && name === definition.tokenAttribute ? readToken(value) || null : value;
  }
  return read;
}

function same(one: Attributes, other: Attributes): boolean {
  return Object.keys(one).every((name) => one[name] === other[name]);
}
