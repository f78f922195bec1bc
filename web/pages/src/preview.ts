/**
 * The page of the preview, which the console shows in a frame: the widget itself, with settings that nobody has saved.
 * It asks a stand-in on this page, so that nothing is sent, and is kept from the browser's storage.
 */
import type { Draft, ToPreview } from "./preview/draft";
import { Line } from "./preview/line";
import { StandIn } from "./preview/stand-in";

type Script = typeof import("../../loader/types/chat-widget");

const ID = "chat-widget-script";
const SOON_MS = 250;

let draft: Draft | null = null;
let server: StandIn | null = null;
let script: Promise<Script> | null = null;
let element: HTMLScriptElement | null = null;
let open = false;
let soon: ReturnType<typeof setTimeout> | undefined;

/** From here on the widget reaches nothing but the stand-in. */
function takeOver(standIn: StandIn): void {
  window.fetch = standIn.fetch;
  window.WebSocket = class extends Line {
    constructor() {
      super(standIn);
    }
  } as unknown as typeof WebSocket;
  // The same error as in a frame that has no storage: the widget remembers for itself, until the page goes.
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("The preview keeps nothing.", "SecurityError");
    },
  });
}

/** Puts the widget onto the page anew, open if it was. */
async function show(): Promise<void> {
  if (!draft) return;
  const wasOpen = open;
  script ??= import(/* @vite-ignore */ `${location.origin}/chat-widget/widget-script.js`);
  const { unmount, refresh } = await script;
  if (element) unmount(element);
  element?.remove();
  document.documentElement.lang = draft.locale;
  element = document.createElement("script");
  element.id = ID;
  element.setAttribute("guid", "preview");
  element.setAttribute("api-url", location.origin);
  dress(draft);
  document.head.append(element);
  refresh();
  // Without a launcher there would be nothing to try.
  if (wasOpen || draft.settings.looks.launcher) window.ChatHub.push((chat) => chat.open());
}

/** The device of the visitor is light or dark as the console says, unless the settings decide. */
function dress({ settings, theme }: Draft): void {
  const chosen = settings.looks.theme ?? "auto";
  document.documentElement.style.colorScheme = theme;
  element?.setAttribute("theme", chosen === "auto" ? theme : chosen);
}

function take(next: Draft): void {
  const before = draft;
  draft = next;
  if (!server) {
    server = new StandIn(next);
    takeOver(server);
    void show();
    return;
  }
  server.draft = next;
  dress(next);
  if (before && essence(before) === essence(next)) return;
  clearTimeout(soon);
  soon = setTimeout(() => void show(), SOON_MS);
}

/** What of a draft the widget reads only when it begins. */
function essence({ theme: _theme, operator: _operator, answer: _answer, ...rest }: Draft): string {
  return JSON.stringify(rest);
}

document.addEventListener("chathub:open", () => {
  open = true;
});
document.addEventListener("chathub:close", () => {
  open = false;
});
addEventListener("message", ({ data, origin, source }: MessageEvent<ToPreview>) => {
  if (origin !== location.origin || source !== parent || parent === window) return;
  if (data.kind === "draft") take(data);
  else if (data.kind === "resolve") server?.resolve();
  else if (data.kind === "restart") {
    server?.restart();
    void show();
  }
});

if (parent !== window) parent.postMessage({ kind: "ready" }, location.origin);
