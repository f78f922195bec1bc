/** The chat in a window of its own: the channel's page on the ChatHub server, with the person of this page. */
import { raise } from "./raise";
import type { Chat, ChatVisit } from "./ui";

const LOOKS = "popup,width=420,height=680";
const PATIENCE_MS = 10_000;

/**
 * Opens the window; null where the browser does not let it. Whose chat it is the window asks this page, and gets it
 * in a message that only that very window, and only on the server's own origin, can read: it never stands in an address.
 */
export function popOut({ shell, state }: Chat): Window | null {
  const { apiOrigin } = shell;
  const { guid, userjwt } = shell.attributes();
  // Named: asked for twice, it is one window.
  const popup = open(`${apiOrigin}/chat/${guid}?popout`, `chathub ${guid}`, LOOKS);
  if (!popup) {
    raise(shell, "error", { code: "popout", message: "The browser did not open a window." });
    return null;
  }
  const { visit } = state;
  const listen = async ({ source, origin, data }: MessageEvent) => {
    if (source !== popup || origin !== apiOrigin || data !== "chathub:whose") return;
    const token = await tokenOf(visit);
    popup.postMessage({ type: "chathub:person", token, userJwt: userjwt || null }, apiOrigin);
  };
  const stop = setInterval(() => {
    if (!popup.closed) return;
    clearInterval(stop);
    removeEventListener("message", listen);
  }, 1000);
  addEventListener("message", listen);
  return popup;
}

/** The customer's token; a click on the page is the turn to the chat for which the first one is given out. */
async function tokenOf(visit: ChatVisit): Promise<string | null> {
  const session = await visit.session();
  session.begin();
  if (visit.kept.read().token === null) {
    await new Promise<void>((resolve) => {
      session.client.state.subscribe((state) => state && resolve());
      setTimeout(resolve, PATIENCE_MS);
    });
  }
  return visit.kept.read().token;
}
