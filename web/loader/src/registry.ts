/** One registry for each document, shared by every copy of the script, keeps panels in line with elements. */
import type { Definition } from "./definition";
import { Panel } from "./panel";
import { type Registry, registryOr } from "./shared";
import type { Instance } from "./ui";

/** Adds a kind of embed to the document's registry and gives back what is shared. */
export function register(definition: Definition): Registry {
  // A second copy of this module (another address, another host) hands over to the first.
  const registry = registryOr({ define, mount, unmount, refresh, mounted });
  registry.define(definition);
  return registry;
}

const definitions: Definition[] = [];
/** The script elements that may be panels, the one inserted last at the end. */
const elements = new Set<HTMLScriptElement>();
const dismissed = new WeakSet<Element>();
const panels = new Map<string, Panel>();
const observer = new MutationObserver(see);

function define(definition: Definition): void {
  const { prefix, origin } = definition;
  if (definitions.some((other) => other.prefix === prefix && other.origin === origin)) return;
  definitions.push(definition);
  watch(document);
  refresh();
}

function mount(element: HTMLScriptElement): void {
  if (!isPanel(element)) throw new TypeError(`No script#${definitions[0]?.prefix}`);
  watch(element.getRootNode());
  insert(element);
  flush();
}

function unmount({ id }: HTMLScriptElement): void {
  for (const element of elements) if (element.id === id) dismissed.add(element);
  panels.get(id)?.destroy();
}

function refresh(): void {
  see(observer.takeRecords());
  for (const element of panelsIn(document)) if (!elements.has(element)) insert(element);
  flush();
}

function mounted(id: string): Promise<Instance> | undefined {
  return panels.get(id)?.mounted;
}

/** Compares the elements that want a panel with the panels there are; a second call changes nothing. */
export function flush(): void {
  const wanted = new Map<string, HTMLScriptElement>();
  for (const element of elements) {
    if (!element.isConnected || !isPanel(element)) elements.delete(element);
    else if (!dismissed.has(element)) wanted.set(element.id, element);
  }
  for (const [id, panel] of panels) {
    const element = wanted.get(id);
    if (!element) panel.park();
    else if (!canGoOn(panel, element)) panel.destroy();
  }
  for (const [id, element] of wanted) {
    const panel = panels.get(id);
    if (panel) panel.take(element);
    else open(element);
  }
  numberPanels();
}

/** A panel never moves to another server: what it holds belongs to the people of one. */
function canGoOn({ definition, apiOrigin }: Panel, element: HTMLScriptElement): boolean {
  return definition === definitionOf(element) && apiOrigin === apiOriginOf(element, definition);
}

function open(element: HTMLScriptElement): void {
  const { id } = element;
  const definition = definitionOf(element);
  if (!definition) return;
  const onEnd = () => {
    panels.delete(id);
    if (!panels.size) {
      removeEventListener("pagehide", sleep);
      removeEventListener("pageshow", wake);
    }
  };
  const apiOrigin = apiOriginOf(element, definition);
  panels.set(id, new Panel(definition, apiOrigin, element, onEnd, () => unmount(element)));
  // The same listener is never added twice.
  addEventListener("pagehide", sleep);
  addEventListener("pageshow", wake);
}

/** Tells each panel its place among those of its kind, so that first frames do not cover each other. */
function numberPanels(): void {
  const counts: Record<string, number> = {};
  for (const { definition, host, parked } of panels.values()) {
    if (parked) continue;
    const slot = counts[definition.prefix] ?? 0;
    host.style.setProperty("--chathub-slot", `${slot}`);
    counts[definition.prefix] = slot + 1;
  }
}

function sleep(): void {
  tellAll((instance) => instance.sleep());
}

function wake({ persisted }: PageTransitionEvent): void {
  if (persisted) tellAll((instance) => instance.wake());
}

function tellAll(deed: (instance: Instance) => void): void {
  for (const panel of panels.values()) panel.tell(deed);
}

function watch(root: Node): void {
  const attributes = definitions.flatMap((definition) => definition.attributes);
  observer.observe(root, {
    childList: true,
    subtree: true,
    attributeFilter: ["id", "src", ...attributes],
  });
}

function see(records: readonly MutationRecord[]): void {
  let relevant = false;
  for (const { type, target, addedNodes } of records) {
    if (type === "attributes") {
      const known = elements.has(target as HTMLScriptElement);
      if (!known && isPanel(target)) insert(target);
      else if (!known) continue;
      relevant = true;
    }
    for (const node of addedNodes) {
      for (const element of panelsIn(node)) {
        relevant = true;
        insert(element);
      }
    }
  }
  if (relevant || somethingIsLost()) flush();
}

/** The elements in what was added to the page; the rest of the page is not looked at again. */
function panelsIn(node: Node): HTMLScriptElement[] {
  const within = (node as Partial<ParentNode>).querySelectorAll?.("script[id]") ?? [];
  return [node, ...within].filter(isPanel);
}

function insert(element: HTMLScriptElement): void {
  dismissed.delete(element);
  elements.delete(element);
  elements.add(element);
}

function somethingIsLost(): boolean {
  return (
    [...elements].some((element) => !element.isConnected) ||
    [...panels.values()].some((panel) => panel.lost)
  );
}

function definitionOf(element: HTMLScriptElement): Definition | undefined {
  const fitting = definitions.filter(({ prefix }) => element.id.startsWith(prefix));
  const origin = originOf(element.src || element.getAttribute("api-url"));
  return fitting.find((definition) => definition.origin === origin) ?? fitting[0];
}

function isPanel(node: Node | null): node is HTMLScriptElement {
  return node instanceof HTMLScriptElement && !!definitionOf(node);
}

function apiOriginOf(element: HTMLScriptElement, { origin }: Definition): string {
  return originOf(element.getAttribute("api-url")) ?? originOf(element.src) ?? origin;
}

function originOf(address: string | null): string | undefined {
  try {
    const { protocol, origin } = new URL(address || "", document.baseURI);
    return address && protocol.startsWith("http") ? origin : undefined;
  } catch {
    // What is not the address of a server is as good as none.
    return undefined;
  }
}
