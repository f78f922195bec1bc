/** One registry for each document, shared by every copy of the script, keeps panels in line with elements. */
import type { Controls, Definition } from "./definition";
import { Panel } from "./panel";
import { report } from "./report";

// The number is the version of what copies say to each other: Definition, Controls and `define`.
const KEY = Symbol.for("chathub.registry.1");
const MOST_TOKENS_KEPT = 100;

/** Adds a kind of embed to the document's registry and gives back the page's controls. */
export function register(definition: Definition, page: Document = document): Controls {
  const shared = page as unknown as Record<typeof KEY, Registry | undefined>;
  shared[KEY] ??= new Registry(page);
  const registry = shared[KEY];
  registry.define(definition);
  return {
    mount: (target) => registry.mount(target),
    unmount: (target) => registry.unmount(target),
    refresh: () => registry.refresh(),
  };
}

class Registry implements Controls {
  readonly #page: Document;
  readonly #observer = new MutationObserver((records) => this.#see(records));
  readonly #definitions: Definition[] = [];
  /** The script elements that may be panels, the one inserted last at the end. */
  readonly #elements = new Set<HTMLScriptElement>();
  readonly #dismissed = new WeakSet<Element>();
  /** Shadow roots that the page asked us to watch, and the document. */
  readonly #roots: Set<Node>;
  readonly #panels = new Map<string, Panel>();
  readonly #failedTokens = new Set<string>();
  #pageListeners: AbortController | undefined;

  constructor(page: Document) {
    this.#page = page;
    this.#roots = new Set([page]);
  }

  define(definition: Definition): void {
    const known = this.#definitions.some(
      (other) => other.prefix === definition.prefix && other.origin === definition.origin,
    );
    if (known) return;
    this.#definitions.push(definition);
    for (const root of this.#roots) this.#watch(root);
    this.refresh();
  }

  mount(target: string | HTMLScriptElement): void {
    const element = typeof target === "string" ? this.#page.getElementById(target) : target;
    if (!isScript(element) || !this.#definitionOf(element) || !element.isConnected) {
      const prefixes = this.#definitions.map((definition) => definition.prefix).join(" or ");
      throw new TypeError(
        `mount: give a connected script element whose id starts with ${prefixes}`,
      );
    }
    this.#watch(element.getRootNode());
    this.#insert(element);
    this.flush();
  }

  unmount(target: string | HTMLScriptElement): void {
    const id = typeof target === "string" ? target : target.id;
    for (const element of this.#elements) {
      if (element.id === id) this.#dismissed.add(element);
    }
    this.#panels.get(id)?.destroy();
  }

  refresh(): void {
    this.#see(this.#observer.takeRecords());
    this.#search(this.#page, false);
    this.flush();
  }

  /** Compares the elements that want a panel with the panels there are; a second call changes nothing. */
  flush(): void {
    const wanted = this.#wanted();
    for (const [id, panel] of [...this.#panels]) {
      const element = wanted.get(id);
      if (!element) panel.park();
      else if (!this.#canGoOn(panel, element)) panel.destroy();
    }
    for (const [id, element] of wanted) {
      const panel = this.#panels.get(id);
      if (panel) panel.take(element);
      else this.#open(id, element);
    }
    this.#numberPanels();
  }

  #wanted(): Map<string, HTMLScriptElement> {
    const wanted = new Map<string, HTMLScriptElement>();
    for (const element of this.#elements) {
      if (!element.isConnected || !this.#definitionOf(element)) this.#elements.delete(element);
      else if (!this.#dismissed.has(element)) wanted.set(element.id, element);
    }
    return wanted;
  }

  /** A panel never moves to another server: what it holds belongs to the people of one. */
  #canGoOn(panel: Panel, element: HTMLScriptElement): boolean {
    const definition = this.#definitionOf(element);
    return panel.definition === definition && panel.apiOrigin === apiOriginOf(element, definition);
  }

  #open(id: string, element: HTMLScriptElement): void {
    const definition = this.#definitionOf(element);
    if (!definition) return;
    const fail = (token: string, message: string) => this.#fail(token, message);
    const onEnd = () => {
      this.#panels.delete(id);
      if (this.#panels.size === 0) this.#pageListeners?.abort();
    };
    if (this.#panels.size === 0) this.#listenToPage();
    const apiOrigin = apiOriginOf(element, definition);
    this.#panels.set(id, new Panel(definition, apiOrigin, element, fail, onEnd));
  }

  /** Tells each panel its place among those of its kind, so that first frames do not cover each other. */
  #numberPanels(): void {
    const counts = new Map<string, number>();
    for (const { definition, host, parked } of this.#panels.values()) {
      if (parked) continue;
      const slot = counts.get(definition.prefix) ?? 0;
      host.element.style.setProperty("--chathub-slot", String(slot));
      counts.set(definition.prefix, slot + 1);
    }
  }

  #fail(token: string, message: string): void {
    if (this.#failedTokens.has(token)) return;
    if (this.#failedTokens.size >= MOST_TOKENS_KEPT) this.#failedTokens.clear();
    this.#failedTokens.add(token);
    // Outside of flush, because a page may well answer by changing its elements.
    queueMicrotask(() => report(new Error(message)));
  }

  #listenToPage(): void {
    this.#pageListeners = new AbortController();
    const { signal } = this.#pageListeners;
    const window = this.#page.defaultView;
    window?.addEventListener("pagehide", () => this.#each((panel) => panel.sleep()), { signal });
    window?.addEventListener(
      "pageshow",
      ({ persisted }) => {
        if (persisted) this.#each((panel) => panel.wake());
      },
      { signal },
    );
  }

  #each(deed: (panel: Panel) => void): void {
    for (const panel of this.#panels.values()) deed(panel);
  }

  #watch(root: Node): void {
    this.#roots.add(root);
    const attributes = this.#definitions.flatMap((definition) => definition.attributes);
    this.#observer.observe(root, {
      childList: true,
      subtree: true,
      attributeFilter: ["id", "src", ...attributes],
    });
  }

  #see(records: readonly MutationRecord[]): void {
    let relevant = false;
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") relevant = this.#changed(target) || relevant;
      for (const node of addedNodes) relevant = this.#search(node, true) || relevant;
    }
    if (relevant || this.#somethingIsLost()) this.flush();
  }

  #changed(target: Node): boolean {
    if (!isScript(target)) return false;
    if (!this.#elements.has(target) && this.#definitionOf(target)) this.#insert(target);
    return this.#elements.has(target);
  }

  /** Looks for elements in what was added to the page, never in the whole page again. */
  #search(node: Node, isNew: boolean): boolean {
    let found = false;
    const scripts = isScript(node)
      ? [node]
      : ((node as Partial<ParentNode>).querySelectorAll?.("script[id]") ?? []);
    for (const element of scripts) {
      if (!isScript(element) || !this.#definitionOf(element)) continue;
      if (isNew || !this.#elements.has(element)) this.#insert(element, isNew);
      found = true;
    }
    return found;
  }

  #insert(element: HTMLScriptElement, isNew = true): void {
    if (isNew) this.#dismissed.delete(element);
    this.#elements.delete(element);
    this.#elements.add(element);
  }

  #somethingIsLost(): boolean {
    for (const element of this.#elements) if (!element.isConnected) return true;
    for (const { host, parked } of this.#panels.values()) {
      if (!parked && !host.element.isConnected) return true;
    }
    return false;
  }

  #definitionOf(element: HTMLScriptElement): Definition | undefined {
    const fitting = this.#definitions.filter(({ prefix }) => element.id.startsWith(prefix));
    const origin = originOf(element.src);
    return fitting.find((definition) => definition.origin === origin) ?? fitting[0];
  }
}

function apiOriginOf(element: HTMLScriptElement, definition: Definition | undefined): string {
  const named = element.getAttribute("api-url")?.trim();
  return originOf(named) ?? originOf(element.src) ?? definition?.origin ?? "";
}

function originOf(address: string | undefined): string | undefined {
  if (!address) return undefined;
  try {
    const { protocol, origin } = new URL(address, document.baseURI);
    return protocol.startsWith("http") ? origin : undefined;
  } catch {
    // Not an address: as good as none.
    return undefined;
  }
}

function isScript(node: unknown): node is HTMLScriptElement {
  return node instanceof HTMLScriptElement;
}
