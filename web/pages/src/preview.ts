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
let drawn = 0;
let soon: ReturnType<typeof setTimeout> | undefined;

/** From here on the widget reaches nothing but the stand-in. */
function takeOver(standIn: StandIn): void {
  window.fetch = standIn.fetch;
  window.WebSocket = class extends Line {
    constructor() {
      super(standIn);
    }
  } as unknown as typeof WebSocket;
  Object.defineProperty(window, "localStorage", { value: standIn.shelf });
  // Typing at the console counts as a deed on this page, too; a chat that opens at that must not take the keyboard.
  Object.defineProperty(navigator, "userActivation", { value: { isActive: false } });
}

/**
 * Has the widget ask for its settings anew, as if it were another channel's. It stays on the page meanwhile: who is
 * about to click on the launcher finds it where it was, and an open chat, or one that was asked for, comes again.
 */
async function show(): Promise<void> {
  script ??= import(/* @vite-ignore */ `${location.origin}/chat-widget/widget-script.js`);
  const { refresh } = await script;
  if (!draft) return;
  document.documentElement.lang = draft.locale;
  if (!element) {
    element = document.createElement("script");
    element.id = ID;
    element.setAttribute("api-url", location.origin);
    document.head.append(element);
  }
  drawn += 1;
  element.setAttribute("guid", `preview-${drawn}`);
  dress(draft);
  refresh();
  const atOnce = draft.opened && drawn === 1;
  // Without a launcher there would be nothing to try.
  if (!open && (atOnce || draft.settings.looks.launcher))
    window.ChatHub.push((chat) => chat.open());
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
