/** The round button that opens and closes the chat, in plain DOM: most visitors never need more. */
import { draw, drawIcon } from "./draw";
import type { Speech } from "./language";

export interface Launcher {
  readonly element: HTMLElement;
  show(state: LauncherState): void;
  focus(): void;
}

export interface LauncherState {
  readonly speech: Speech;
  readonly open: boolean;
  /** The chat was asked for and is on its way. */
  readonly busy: boolean;
  readonly unread: number;
  /** The chat was asked for and did not come. */
  readonly failed: boolean;
  readonly fallbackContact: string | null;
}

const BUBBLE =
  "M12 3.8c-5 0-8.8 3.3-8.8 7.5 0 2.1 1 4 2.5 5.4-.1 1.3-.6 2.4-1.3 3.4 1.8-.1 3.4-.8 4.7-1.7.9.2 1.9.4 2.9.4 5 0 8.8-3.3 8.8-7.5S17 3.8 12 3.8Z";
const CROSS = "M6.5 6.5l11 11M17.5 6.5l-11 11";
const MOST_SHOWN = 99;

export function createLauncher(onClick: () => void): Launcher {
  const icons = [drawIcon("bubble-icon", BUBBLE), drawIcon("cross", CROSS)];
  const button = draw("button", { class: "opener", type: "button" }, icons);
  // The button's name stays the same whatever the count: the styles show it, and it is told beside it, as it changes.
  const told = draw("span", { class: "unseen", role: "status", id: "unread" });
  button.setAttribute("aria-describedby", told.id);
  button.addEventListener("click", onClick);
  const notice = draw("div", { class: "opener-notice", role: "alert" });
  return {
    element: draw("div", { class: "corner" }, [button, told, notice]),
    show(state) {
      const { speech, open, busy } = state;
      const unread = open ? 0 : state.unread;
      button.setAttribute("aria-label", speech.say(open ? "chat.close" : "chat.open"));
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-busy", String(busy));
      button.dataset.count = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread || "");
      write(told, unread ? speech.say("chat.unread", { count: unread }) : "");
      showNotice(notice, state);
    },
    focus: () => button.focus({ preventScroll: true }),
  };
}

function showNotice(notice: HTMLElement, { speech, failed, fallbackContact }: LauncherState): void {
  if (!failed) notice.replaceChildren();
  if (!failed || notice.hasChildNodes()) return;
  notice.append(speech.say("chat.load-failed"));
  if (fallbackContact) {
    const link = { href: fallbackContact, target: "_blank", rel: "noreferrer" };
    notice.append(draw("a", link, [speech.say("chat.fallback")]));
  }
}

/** A live region speaks whenever it is written to, also with the same text. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
