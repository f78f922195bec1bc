/**
 * `window.ChatHub`, the page's way to the customer's chat: `(window.ChatHub ||= []).push((chat) => chat.open())`
 * works before the script is there and after. No verb throws; what comes too early is done when the widget can.
 */
import type { ChatHub, ChatState, Identity, Chat as Steering } from "../types/chat-widget";
import type { Definition } from "./definition";
import { ears } from "./ears";
import { load, type Options } from "./load";
import { mounted, type Registry } from "./shared";
import type { Attributes, Chat } from "./ui";

// Whoever is asked each time an expired one comes back, and brings another such, would be asked for ever.
const ASK_AGAIN_MS = 60_000;

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
  const reset = does((widget) => {
    identity = null;
    widget.shell.override({ userjwt: null });
    widget.forget();
  });
  const chat: Omit<Steering, "ready"> = {
    ...heard,
    open: does(open),
    close: does((widget) => widget.close()),
    toggle: does((widget) => (widget.state.open ? widget.close() : open(widget))),
    show: does((widget) => widget.setAway(false)),
    hide: does((widget) => widget.setAway(true)),
    /** Opens the chat with this in the field, unless something is written there already. */
    startConversation: does((widget, prefill?: string) => void start(widget, prefill)),
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
      const { open = false, unread = 0, online = false } = find()?.state ?? {};
      return { open, unread, online };
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
      const { refusal, usable } = widget.state;
      if (refusal) reject(refusal);
      else if (usable) resolve(chat);
      else return;
      for (const stop of stops) stop();
    };
    const stops = [chat.on("ready", look), chat.on("error", () => queueMicrotask(look))];
    look();
  });
}
