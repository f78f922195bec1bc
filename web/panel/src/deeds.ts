/** Doing what a key asks for, with what is on the screen. */

import type { Deed } from "./keys";
import { standing } from "./names";
import type { Session } from "./session";

/** `root` is what is drawn of the panel; false where there is nothing to do it to. */
export function doDeed(deed: Deed, session: Session, root: ParentNode): boolean {
  const focus = (selector: string) => root.querySelector<HTMLElement>(selector)?.focus();
  const id = session.chosen.value;
  switch (deed) {
    case "next":
      return session.step(1);
    case "previous":
      return session.step(-1);
    case "search":
      // Where list and conversation take turns, the list has to come first.
      if (root.querySelector(".list-pane")?.clientWidth === 0) session.back();
      requestAnimationFrame(() => focus(".search input"));
      return true;
    case "reply":
    case "note":
      if (id === null) return false;
      session.draft(id).note.value = deed === "note";
      focus(".composer textarea");
      return true;
    case "details":
      if (id !== null) session.toggleDetails();
      return id !== null;
    case "attach":
      root.querySelector<HTMLElement>(".composer input[type=file]")?.click();
      return true;
    case "unread":
      root.querySelector<HTMLElement>(".to-unread")?.click();
      return true;
    case "take":
    case "resolve":
      return id !== null && actOn(deed, id, session);
    case "help":
      return false;
  }
}

function actOn(deed: "take" | "resolve", id: number, session: Session): boolean {
  const state = session.client.state.value;
  const conversation = state?.conversations.get(id)?.conversation;
  if (state === null || conversation === undefined || session.busy.value !== null) return false;
  const whose = standing(conversation, state.me.id);
  if (deed === "resolve") session.act(whose === "resolved" ? "reopen" : "resolve", conversation);
  else if (whose === "waiting" || whose === "taken") session.act("take", conversation);
  return true;
}
