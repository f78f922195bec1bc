/** What is in sight of the page: how large it is, whether anybody looks, and what the keyboard leaves. */

import { type ReadonlySignal, signal } from "@preact/signals";

const PHONE = "(max-width: 599px), (max-height: 439px)";
/** What a panel beside the page takes at least, and what it leaves of the page at least. */
const NARROWEST = 360;
const LEFT = 520;
const ROOMY = `(min-width: ${NARROWEST + LEFT}px)`;
/** How wide a panel beside the page is, in the words of styles: as the page says, or by how much there is. */
export const SIDE_WIDTH = `clamp(${NARROWEST}px, var(--chathub-panel-width, min(30vw, 480px)), 100vw - ${LEFT}px)`;

export interface Page {
  /** Too small for a panel beside the page's content: it takes the whole screen. */
  readonly phone: ReadonlySignal<boolean>;
  /** Wide enough for the page and a panel beside it. */
  readonly roomy: ReadonlySignal<boolean>;
  /** The page's tab is in front. */
  readonly visible: ReadonlySignal<boolean>;
  /** The browser has a network, as far as it knows. */
  readonly online: ReadonlySignal<boolean>;
  stop(): void;
}

export function watchPage(): Page {
  const query = matchMedia(PHONE);
  const phone = signal(query.matches);
  const wide = matchMedia(ROOMY);
  const roomy = signal(wide.matches);
  const visible = signal(document.visibilityState === "visible");
  const online = signal(navigator.onLine);
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
  for (const name of ["online", "offline"]) {
    addEventListener(name, () => (online.value = navigator.onLine), options);
  }
  return { phone, roomy, visible, online, stop: () => end.abort() };
}

/** Tells the styles of a panel's host how much of the page is in sight, until the result is called. */
export function followSight(style: CSSStyleDeclaration): () => void {
  style.setProperty("--side-width", SIDE_WIDTH);
  const seen = window.visualViewport;
  if (seen === null) return () => undefined;
  // Zoomed in by the reader, the panel stays as it is: following would fight the fingers.
  const report = () => {
    if (seen.scale >= 1.01) return;
    style.setProperty("--seen-height", `${seen.height}px`);
    style.setProperty("--seen-top", `${seen.offsetTop}px`);
  };
  report();
  seen.addEventListener("resize", report);
  seen.addEventListener("scroll", report);
  return () => {
    seen.removeEventListener("resize", report);
    seen.removeEventListener("scroll", report);
  };
}
