/** What is in sight of the page: how large it is, whether anybody looks, and what the keyboard leaves. */

import { type ReadonlySignal, signal } from "@preact/signals";

const PHONE = "(max-width: 599px), (max-height: 439px)";
/** How wide a panel beside the page is; what is left of a roomy page is still one. */
export const SIDE_WIDTH = 408;
const ROOMY = `(min-width: ${SIDE_WIDTH + 520}px)`;

export interface Page {
  /** Too small for a panel beside the page's content: it takes the whole screen. */
  readonly phone: ReadonlySignal<boolean>;
  /** Wide enough for the page and a panel beside it. */
  readonly roomy: ReadonlySignal<boolean>;
  /** The page's tab is in front. */
  readonly visible: ReadonlySignal<boolean>;
  stop(): void;
}

export function watchPage(): Page {
  const query = matchMedia(PHONE);
  const phone = signal(query.matches);
  const wide = matchMedia(ROOMY);
  const roomy = signal(wide.matches);
  const visible = signal(document.visibilityState === "visible");
  const end = new AbortController();
  const options = { signal: end.signal };
  const measure = () => {
    phone.value = query.matches;
    roomy.value = wide.matches;
  };
  const look = () => {
    visible.value = document.visibilityState === "visible";
  };
  query.addEventListener("change", measure, options);
  wide.addEventListener("change", measure, options);
  document.addEventListener("visibilitychange", look, options);
  return { phone, roomy, visible, stop: () => end.abort() };
}

/** Tells the visible height and its offset, at once and whenever they change, until the result is called. */
export function watchViewport(tell: (height: number, top: number) => void): () => void {
  const seen = window.visualViewport;
  if (seen === null) return () => undefined;
  // Zoomed in by the reader, the panel stays as it is: following would fight the fingers.
  const report = () => {
    if (seen.scale < 1.01) tell(seen.height, seen.offsetTop);
  };
  report();
  seen.addEventListener("resize", report);
  seen.addEventListener("scroll", report);
  return () => {
    seen.removeEventListener("resize", report);
    seen.removeEventListener("scroll", report);
  };
}
