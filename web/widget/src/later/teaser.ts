/** A word of invitation beside the launcher, some seconds after the page was opened. Fetched when it is due. */

import { draw } from "../draw";
import type { Speech } from "../language";
import type { Widget } from "../widget";
import STYLES from "./teaser.css?inline";

/** Shows it, unless the customer has been here before, or has sent it away on this visit. */
export function tease(
  widget: Widget,
  corner: HTMLElement,
  speech: Speech | null,
  text: string | null | undefined,
): void {
  const key = `chathub.${widget.shell.id}.teaser`;
  if (!speech || widget.state.open || corner.hidden || !corner.isConnected || remembered(key))
    return;
  widget.shell.style(STYLES);
  const words = text ?? speech.say("chat.teaser");
  const open = draw("button", { type: "button", class: "teaser-text", dir: "auto" }, [words]);
  const close = draw("button", {
    type: "button",
    class: "teaser-close",
    "aria-label": speech.say("chat.teaser-close"),
  });
  const teaser = draw("div", { class: "teaser", role: "status" }, [open, close]);
  const end = () => {
    remember(key);
    teaser.remove();
  };
  open.addEventListener("click", () => {
    end();
    void widget.bring(true);
  });
  close.addEventListener("click", end);
  corner.prepend(teaser);
}

function remembered(key: string): boolean {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    // In a sandboxed frame the mere question throws. There it comes with each page.
    return false;
  }
}

function remember(key: string): void {
  try {
    sessionStorage.setItem(key, "away");
  } catch {
    // As above.
  }
}
