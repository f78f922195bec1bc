/**
 * `window.ChatHub`, the page's way to the customer's chat: `(window.ChatHub ||= []).push((chat) => chat.open())`
 * works before the script is there and after. No verb throws; what comes too early is done when the widget can.
 */

import type { Happened } from "@chathub/protocol";
import { placeInQueue } from "@chathub/protocol/queue";
import type { ChatHub, ChatState, Identity, Chat as Steering } from "../types/chat-widget";
import type { Definition } from "./definition";
import { ears } from "./ears";
import { Errands } from "./errands";
import { load, type Options } from "./load";
import { popOut } from "./popout";
import { mounted, type Registry } from "./shared";
import type { Attributes, Chat } from "./ui";

// Whoever is asked each time an expired one comes back, and brings another such, would be asked for ever.
const ASK_AGAIN_MS = 60_000;

// The server's limits.
const LONGEST_NAME = 100;
const LONGEST_KEY = 50;
const LONGEST_DETAIL = 200;
const MOST_DETAILS = 20;

const PREFIX = "chat-widget-script";

/** The widgets on the page by their ids, in the order in which they came. */
const widgets = new Map<string, Chat>();
/** What came before there was a widget that could do it. */
const early: (() => void)[] = [];

document.addEventListener("chathub:ready", ({ target }) => void meet((target as Element).id));
for (const { id } of document.querySelectorAll(`script[id^="${PREFIX}"]`)) void meet(id);

/** Takes in the widget of an element. The registry knows it, whichever copy of the script has made it. */
async function meet(id: string): Promise<void> {
  if (!id.startsWith(PREFIX)) return;
  const widget = await mounted(id);
  if (!widget) return;
  widgets.set(id, widget as Chat);
  // Whatever still finds none puts itself back.
  for (const deed of early.splice(0)) deed();
}

function chatFor(isMeant: (id: string) => boolean): Steering {
  const find = () => [...widgets].find(([id, widget]) => widget.state.usable && isMeant(id))?.[1];
  const does = <Given extends unknown[]>(deed: (widget: Chat, ...given: Given) => void) =>
    function act(...given: Given): void {
      const widget = find();
      if (widget) deed(widget, ...given);
      else early.push(() => act(...given));
    };
  const heard = ears(isMeant);
  let identity: Identity = null;
  let asked = 0;
  const wish = does((widget, attributes: Attributes) => widget.shell.override(attributes));
  async function identify(given: Identity): Promise<void> {
    identity = given;
    asked = Date.now();
    const userjwt = typeof given === "function" ? await given() : given;
    if (identity === given) wish({ userjwt });
  }
  heard.on("identity:expired", () => {
    if (typeof identity !== "function" || Date.now() - asked < ASK_AGAIN_MS) return;
    void identify(identity);
  });
  const errands = new Errands();
  let popup: Window | null = null;
  /** Does what waits, if there is a session, or will be one by itself: none is begun for it. */
  async function tellServer(): Promise<void> {
    const visit = find()?.state.visit;
    if (visit?.running || visit?.kept.begun()) errands.follow(await visit.session(), visit);
  }
  for (const name of ["open", "conversation:start", "message"]) heard.on(name, tellServer);
  heard.on("logout", () => {
    identity = null;
    errands.clear();
    popup?.close();
  });
  const reset = does((widget) => {
    identity = null;
    widget.forget();
  });
  const chat: Omit<Steering, "ready"> = {
    ...heard,
    open: does(open),
    close: does((widget) => widget.close()),
    toggle: does((widget) => (widget.state.open ? widget.close() : open(widget))),
    show: does((widget) => widget.setAway(false)),
    hide: does((widget) => widget.setAway(true)),
    popout: does((widget) => {
      popup = popOut(widget);
      if (popup) widget.close();
      else void open(widget);
    }),
    startConversation: does((widget, prefill?: string, department?: string) => {
      void start(widget, prefill);
      if (department === undefined) return;
      const wanted = cut(department, LONGEST_NAME);
      errands.add({ type: "profile", department: wanted }, widget.state.visit);
      void tellServer();
    }),
    sendEvent: does((widget, name: string, details?: Readonly<Record<string, unknown>>) => {
      errands.add(happened(name, details ?? null), widget.state.visit);
      void tellServer();
    }),
    identify,
    update: (attributes: Attributes) =>
      wish(
        Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value]),
        ),
      ),
    setLocale: (locale: string | null) => wish({ locale }),
    setTheme: (theme: string | null) => wish({ theme }),
    reset,
    logout: reset,
    destroy: does((widget) => widget.shell.end()),
    getState(): ChatState {
      const { open = false, unread = 0, visit } = find()?.state ?? {};
      const state = visit?.running?.client.state.value;
      const online = (state ?? visit?.settings)?.online ?? false;
      return { open, unread, online, queuePosition: placeInQueue(state) };
    },
  };
  const steering: Steering = {
    ...chat,
    // A turn later: where the chat is usable already, this very object is not there yet.
    ready: new Promise((resolve) => queueMicrotask(does(() => resolve(steering)))),
  };
  return steering;
}

function open(widget: Chat): Promise<void> {
  widget.setAway(false);
  // At a click on the page the keyboard follows; when a page opens the chat by itself, nothing takes the focus.
  return widget.bring(navigator.userActivation?.isActive ?? true);
}

/** As the server takes it: everything is text of a bounded length. */
function happened(name: unknown, details: Readonly<Record<string, unknown>> | null): Happened {
  const texts = Object.entries(details ?? {})
    .slice(0, MOST_DETAILS)
    .map(([key, value]) => [cut(key, LONGEST_KEY) || "-", cut(value, LONGEST_DETAIL)]);
  return {
    type: "happened",
    clientId: crypto.getRandomValues(new BigUint64Array(2)).join("-"),
    name: cut(name, LONGEST_NAME) || "-",
    details: Object.fromEntries(texts),
  };
}

/** Without line ends, and without half of a letter, which no database keeps. */
function cut(text: unknown, longest: number): string {
  return String(text)
    .slice(0, longest)
    .replace(/[\p{Cc}\p{Surrogate}]/gu, " ")
    .trim();
}

async function start(widget: Chat, prefill = ""): Promise<void> {
  await open(widget);
  const field = widget.shell.root.querySelector("textarea");
  if (field?.value !== "") return;
  field.value = prefill;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const chats = new Map<string, Steering>();

export const hub: ChatHub = {
  // The first on the page, unless one is named.
  ...chatFor((id) => id === widgets.keys().next().value),
  widget(id: string): Steering {
    const chat = chats.get(id) ?? chatFor((other) => other === id);
    chats.set(id, chat);
    return chat;
  },
  push(deed: (chat: ChatHub) => void): void {
    try {
      deed(hub);
    } catch (error) {
      // The page's own mistake: told as if its script had been called by the browser.
      reportError(error);
    }
  },
};

window.ChatHub = hub;

/** Loads a chat; resolves when its launcher can be shown, rejects when there is no chat for this page. */
export async function loadChat(
  definition: Definition,
  registry: Registry,
  options: Options,
): Promise<Steering> {
  const widget = (await load(definition, registry, options)) as Chat;
  return new Promise((resolve, reject) => {
    const chat = hub.widget(widget.shell.id);
    const look = () => {
      const { usable, visit } = widget.state;
      const { refusal } = visit;
      if (refusal) reject(refusal);
      else if (usable) resolve(chat);
      else return;
      for (const stop of stops) stop();
    };
    const stops = [chat.on("ready", look), chat.on("error", () => queueMicrotask(look))];
    look();
  });
}
