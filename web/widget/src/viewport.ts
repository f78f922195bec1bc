/** Phones: the chat takes the part of the screen that the keyboard leaves. The page itself is not touched. */

const PHONE = "(max-width: 520px), (max-height: 500px) and (pointer: coarse)";
/** Browsers' own bars take less than this, keyboards more. */
const KEYBOARD = 140;

/** Keeps classes and sizes on the root in step with the screen; gives back how to end that. */
export function followViewport(root: HTMLElement): () => void {
  const phone = window.matchMedia(PHONE);
  const view = window.visualViewport;
  const follow = () => {
    root.classList.toggle("phone", phone.matches);
    // Zoomed in, the visible part is the reader's choice: then the chat keeps still.
    if (!view || !phone.matches || view.scale > 1.01) return;
    root.style.setProperty("--view-height", `${view.height}px`);
    root.style.setProperty("--view-top", `${view.offsetTop}px`);
    root.classList.toggle("typing", window.innerHeight - view.height > KEYBOARD);
  };
  const listeners = new AbortController();
  const { signal } = listeners;
  phone.addEventListener("change", follow, { signal });
  view?.addEventListener("resize", follow, { signal });
  view?.addEventListener("scroll", follow, { signal });
  follow();
  return () => listeners.abort();
}
