/** The count of unread messages in the page's title, for those who ask for it with `title-badge`. */

import { effect, type ReadonlySignal } from "@preact/signals";

/** Shows the count in the title until the result is called; 0 shows none. */
export function badgeTitle(count: ReadonlySignal<number>): () => void {
  const badge = new TitleBadge();
  const stop = effect(() => badge.show(count.value));
  return () => {
    stop();
    badge.show(0);
  };
}

class TitleBadge {
  #shown = "";

  /** Shows a count; 0 takes it away. The page may have changed its title since. */
  show(count: number): void {
    const bare = document.title.startsWith(this.#shown)
      ? document.title.slice(this.#shown.length)
      : document.title;
    const badge = count > 0 ? `(${count > 99 ? "99+" : count}) ` : "";
    if (this.#shown === "" && badge === "") return;
    this.#shown = badge;
    document.title = badge + bare;
  }
}
