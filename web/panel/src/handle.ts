/** What a page gets from `loadOperatorPanel`: the panel in its hands, once it is connected. */

import type { PanelHandle } from "@chathub/loader";
import { ears } from "@chathub/loader/ears";
import type { Link } from "@chathub/protocol";
import { effect } from "@preact/signals";
import type { Panel } from "./panel";

/** Resolves when the panel is connected; rejects when its token or its page is refused, or it ends before. */
export function handleOf(panel: Panel): Promise<PanelHandle> {
  return new Promise((resolve, reject) => {
    const stop = effect(() => {
      const refusal = panel.ended.value ? "The panel was removed" : refusalOf(panel.link.value);
      if (refusal !== null) reject(new Error(refusal));
      else if (panel.link.value === "live") resolve(handle(panel));
      else return;
      // Not within the effect's own first run, where it cannot be stopped yet.
      queueMicrotask(() => stop());
    });
  });
}

/** Why nothing comes of a connection, in the words that pages look for; null where it may still come. */
export function refusalOf(link: Link): string | null {
  if (link === "expired") return "token expired";
  if (link === "invalid") return "Invalid token";
  if (link !== "refused") return null;
  return (
    `The operator panel is not allowed on ${location.origin}. ` +
    "Add this origin to the organization's list of origins."
  );
}

function handle(panel: Panel): PanelHandle {
  const { shell } = panel;
  return {
    ...ears((id) => id === shell.id),
    setToken: (token) => shell.override({ token }),
    setContext: (card) => panel.setContext(card),
    openConversation: (conversation) => panel.openConversation(conversation),
    destroy: () => shell.end(),
  };
}
