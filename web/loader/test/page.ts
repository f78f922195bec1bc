/** A page in jsdom with the registry on it, and a user interface that writes down what it is asked. */
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Definition } from "../src/definition";
import { register } from "../src/registry";
import type { Attributes, Instance, Shell, UiModule } from "../src/ui";

export const PREFIX = "operator-chat-panel-script";
export const FRESH = "aaa.bbb.ccc";
export const OTHER = "ddd.eee.fff";

/** A user interface that writes down what the registry asks of it. */
export class Recorder implements UiModule {
  readonly turns: string[] = [];
  readonly shells: Shell[] = [];

  mount(shell: Shell): Instance {
    this.shells.push(shell);
    shell.root.append(document.createElement("textarea"));
    const say = (turn: string) => this.turns.push(`${turn} ${shell.id}`);
    const told = (turn: string) => (attributes: Attributes) => say(`${turn} ${attributes.token}`);
    say(`mount ${shell.attributes().token}`);
    return {
      update: told("update"),
      revive: told("revive"),
      park: () => say("park"),
      sleep: () => say("sleep"),
      wake: () => say("wake"),
      destroy: () => say("destroy"),
    };
  }
}

/** What each test starts with anew. */
export const page = {
  ui: new Recorder(),
  failures: [] as string[],
  load: (_attempt: number): Promise<UiModule> => Promise.resolve(page.ui),
};

export const definition: Definition = {
  prefix: PREFIX,
  attributes: ["token", "api-url", "locale", "fallback-after"],
  origin: "https://chat.example",
  load: (attempt) => page.load(attempt),
  loading: (shell) => shell.root.append("connecting"),
  unreachable: (shell) => shell.root.replaceChildren("unreachable"),
};
export const controls = register(definition);

/** A script element as a page makes it; jsdom runs no modules, which changes nothing for the registry. */
export function script(token: string | null, id = PREFIX, src = "https://chat.example/w.js") {
  const element = document.createElement("script");
  element.type = "module";
  element.id = id;
  element.setAttribute("src", src);
  if (token !== null) element.setAttribute("token", token);
  return element;
}

export function hosts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-chathub]")];
}

/** The ids of the panels that are not hidden. */
export function shown(): string[] {
  return hosts()
    .filter((host) => !host.hidden)
    .map((host) => host.dataset.chathub ?? "");
}

/** Lets the observer and the user interface's arrival have their turn. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** From now on the user interface arrives only when the returned function is called. */
export function loadLater(): () => void {
  let arrive = () => {};
  const arrival = new Promise<UiModule>((resolve) => {
    arrive = () => resolve(page.ui);
  });
  page.load = () => arrival;
  return () => arrive();
}

function onError(event: ErrorEvent): void {
  page.failures.push(event.message);
}

// jsdom lays nothing out: it knows no style sheets to adopt, and no top layer.
Object.defineProperty(ShadowRoot.prototype, "adoptedStyleSheets", { get: () => [] });
CSSStyleSheet.prototype.replaceSync = () => {};
HTMLElement.prototype.showPopover = () => {};

// jsdom has no reportError: this is what browsers do in it.
window.reportError = (error) => {
  dispatchEvent(new ErrorEvent("error", { message: `Uncaught ${error}`, error }));
};

/** Registers what each test of the registry needs before it, and promises after it. */
export function eachTestOnItsOwnPage(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    page.ui = new Recorder();
    page.failures = [];
    page.load = async () => page.ui;
    addEventListener("error", onError);
  });
  afterEach(async () => {
    for (const element of document.querySelectorAll("script, [data-test]")) element.remove();
    await vi.advanceTimersByTimeAsync(3000);
    expect(hosts()).toEqual([]);
    removeEventListener("error", onError);
    vi.useRealTimers();
  });
}
