/** What an entry tells the registry of its kind of embed. Copies of other versions read it: only add to it. */
import type { Shell, UiModule } from "./ui";

export interface Definition {
  /** Script elements whose id starts with this are panels of this kind. */
  readonly prefix: string;
  /** The attributes that matter, in lower case, as the DOM reports them. */
  readonly attributes: readonly string[];
  /** Where this copy came from: it serves the elements whose src is there, and those that nobody else serves. */
  readonly origin: string;
  /** Fetches the user interface; `attempt` counts from 0, for browsers that never ask twice for one address. */
  load(attempt: number): Promise<UiModule>;
  /** Draws the first frame, in plain DOM. */
  loading(shell: Shell): void;
  /** Draws that the user interface has not come for `fallback-after` seconds. */
  unreachable(shell: Shell): void;
}

/** What the page can do by hand, where the document cannot be watched. */
export interface Controls {
  /** Treats the element as a panel, also inside a shadow root (call it each time it is attached) or after `unmount`. */
  mount(element: HTMLScriptElement): void;
  /** Ends the element's panel now, until the element is inserted anew or mounted. */
  unmount(element: HTMLScriptElement): void;
  /** Brings all panels in line with the document, now. */
  refresh(): void;
}
