/** What a page gets from `loadOperatorPanel`: the panel in its hands, once it is connected. */

import { type Ears, ears } from "@chathub/loader/ears";
import type { Link } from "@chathub/protocol";
import { effect } from "@preact/signals";
import type { Panel } from "./panel";

export interface Handle extends Ears {
  /** Goes on with a fresh token: in the same session where it is the same operator's. */
  setToken(token: string): void;
  /** The end, at once: what is written and not sent is given up. */
  destroy(): void;
}

/** Resolves when the panel is connected; rejects when its token or its page is refused, or it ends before. */
export function handleOf(panel: Panel): Promise<Handle> {
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

function handle({ shell }: Panel): Handle {
  return {
    ...ears((id) => id === shell.id),
    setToken: (token) => shell.override({ token }),
    destroy: () => shell.end(),
  };
}
