/** Room beside the page for a panel of full height: the page keeps the rest of the width, and is not covered. */

import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { Panel } from "./panel";
import { SIDE_WIDTH } from "./viewport";

export interface Wanted {
  readonly side: "left" | "right";
  /** A length, as styles have it. */
  readonly width: string;
}

/** The room that a panel takes now: none while it is folded, behind another one, or better laid over the page. */
export function roomFor(panel: Panel): ReadonlySignal<Wanted | null> {
  const { berth, page, parked, settings, language } = panel;
  return computed(() => {
    const beside = berth.layout.value === "side" && !page.phone.value && page.roomy.value;
    if (!beside || !berth.open.value || !berth.inFront.value || parked.value) return null;
    const isAtStart = settings.value.position === "start";
    const side = isAtStart === (language.value.dir === "ltr") ? "left" : "right";
    return { side, width: SIDE_WIDTH };
  });
}

/** Makes the page narrower while room is wanted, until the result is called; the page's own styles stay untouched. */
export function makeRoom(wanted: ReadonlySignal<Wanted | null>): () => void {
  const sheet = new CSSStyleSheet();
  const stop = effect(() => {
    const others = document.adoptedStyleSheets.filter((one) => one !== sheet);
    const room = wanted.value;
    if (room === null) {
      if (others.length < document.adoptedStyleSheets.length) document.adoptedStyleSheets = others;
      return;
    }
    const { side, width } = room;
    // The variable is for the page: what it fixes to the window's edge can make room as well.
    sheet.replaceSync(
      `:root { margin-${side}: ${width} !important; --chathub-room-${side}: ${width}; }`,
    );
    document.adoptedStyleSheets = [...others, sheet];
  });
  return () => {
    stop();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}
