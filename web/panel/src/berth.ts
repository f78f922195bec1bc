/** A panel's place in a dock: which tabs are beside it, whether it is in front, and whether the dock is open. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Dock, dockAt, type Tab } from "./dock";

export type Layout = "dock" | "side" | "inline";

export class Berth {
  readonly #changes = signal(0);
  readonly #layout = signal<Layout>("dock");
  #dock: Dock | null = null;
  #stop: () => void = () => undefined;
  #wasInFront = false;
  #away = false;

  constructor(private readonly tab: ReadonlySignal<Tab>) {}

  readonly layout: ReadonlySignal<Layout> = this.#layout;

  readonly tabs = computed<readonly Tab[]>(() => {
    this.#changes.value;
    return this.#dock?.tabs() ?? [this.tab.value];
  });

  readonly inFront = computed(() => {
    this.#changes.value;
    return this.#dock === null || this.#dock.front() === this.tab.value.id;
  });

  /** In the page, a panel is always open. */
  readonly open = computed(() => {
    this.#changes.value;
    return this.#dock?.isOpen() ?? true;
  });

  readonly wide = computed(() => {
    this.#changes.value;
    return this.#dock?.isWide() ?? true;
  });

  /** Goes to the dock of a layout and an end of the page, as it was in the one before; `inline` has none. */
  move(layout: Layout, position: string): void {
    const { inFront, open } = this;
    const before = this.#dock && { front: inFront.peek(), open: open.peek() };
    this.#leaveDock();
    this.#layout.value = layout;
    this.#dock = layout === "inline" ? null : dockAt(`${layout}-${position}`);
    this.#stop = this.#dock?.listen(() => this.#change()) ?? (() => undefined);
    if (!this.#away) this.#dock?.put(this.tab.peek(), before?.front);
    if (before?.open) this.#dock?.setOpen(true);
    this.#change();
  }

  /** Shows on the tab what has changed. */
  put(tab: Tab): void {
    if (!this.#away) this.#dock?.put(tab);
  }

  /** Leaves the dock for a while; `comeBack` finds the same place. */
  leave(): void {
    this.#wasInFront = this.inFront.peek();
    this.#away = true;
    this.#dock?.remove(this.tab.peek().id);
  }

  comeBack(): void {
    this.#away = false;
    this.#dock?.put(this.tab.peek(), this.#wasInFront);
  }

  end(): void {
    this.#away = true;
    this.#leaveDock();
  }

  /** Opens, with this panel in front. */
  show(): void {
    this.#dock?.put(this.tab.peek(), true);
    this.#dock?.setOpen(true);
  }

  readonly setOpen = (open: boolean): void => this.#dock?.setOpen(open);
  readonly setWide = (wide: boolean): void => this.#dock?.setWide(wide);
  readonly choose = (id: string): void => this.#dock?.choose(id);
  /** Whether the reader has just brought this panel to the front; asks once. */
  readonly takeFocus = (): boolean => this.#dock?.takeFocus(this.tab.peek().id) ?? false;

  #leaveDock(): void {
    this.#stop();
    this.#dock?.remove(this.tab.peek().id);
    this.#dock = null;
  }

  #change(): void {
    this.#changes.value = this.#changes.peek() + 1;
  }
}
