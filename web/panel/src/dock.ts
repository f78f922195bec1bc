/** The dock: several panels on one page share one place, with a tab for each and one of them in front. */

/** What a panel's tab shows. */
export interface Tab {
  readonly id: string;
  readonly organization: string;
  readonly operator: string;
  readonly unread: number;
}

interface Shared {
  readonly tabs: Map<string, Tab>;
  readonly listeners: Set<() => void>;
  front: string | null;
  open: boolean;
  wide: boolean;
  /** The panel that takes the keyboard's focus once it is drawn in front. */
  focus: string | null;
}

export interface Dock {
  tabs(): readonly Tab[];
  front(): string | null;
  isOpen(): boolean;
  /** List and conversation are side by side. */
  isWide(): boolean;
  /** Adds a panel, or changes what its tab shows. `first` brings it to the front. */
  put(tab: Tab, first?: boolean): void;
  remove(id: string): void;
  /** Brings a panel to the front by the reader's own deed. */
  choose(id: string): void;
  /** Whether this panel was chosen just now; asks once. */
  takeFocus(id: string): boolean;
  setOpen(open: boolean): void;
  setWide(wide: boolean): void;
  /** Calls back after every change until the returned function is called. */
  listen(listener: () => void): () => void;
}

// Panels of two companies come from two copies of this module: the document is what they share.
// The number is the version of what they say to each other.
const KEY = Symbol.for("chathub.dock.1");

// From this page width on, a wide panel leaves something of the page to see.
const ROOMY = 1200;

/** The dock at this end of the page. */
export function dockAt(position: string): Dock {
  const page = document as unknown as Record<typeof KEY, Map<string, Shared> | undefined>;
  page[KEY] ??= new Map();
  let shared = page[KEY].get(position);
  if (shared === undefined) {
    shared = {
      tabs: new Map(),
      listeners: new Set(),
      front: null,
      open: false,
      wide: innerWidth >= ROOMY,
      focus: null,
    };
    page[KEY].set(position, shared);
  }
  return dockOf(shared);
}

function dockOf(shared: Shared): Dock {
  function tell() {
    for (const listener of [...shared.listeners]) listener();
  }
  return {
    // By id: what came first to the page is a matter of chance.
    tabs: () => [...shared.tabs.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    front: () => shared.front,
    isOpen: () => shared.open,
    isWide: () => shared.wide,
    put(tab, first = false) {
      const known = shared.tabs.get(tab.id);
      if (known && !first && sameTab(known, tab)) return;
      shared.tabs.set(tab.id, tab);
      if (first || shared.front === null) shared.front = tab.id;
      tell();
    },
    remove(id) {
      if (!shared.tabs.delete(id)) return;
      if (shared.front === id) shared.front = shared.tabs.keys().next().value ?? null;
      tell();
    },
    choose(id) {
      if (!shared.tabs.has(id)) return;
      shared.front = id;
      shared.focus = id;
      tell();
    },
    takeFocus(id) {
      const wants = shared.focus === id;
      if (wants) shared.focus = null;
      return wants;
    },
    setOpen(open) {
      shared.open = open;
      tell();
    },
    setWide(wide) {
      shared.wide = wide;
      tell();
    },
    listen(listener) {
      shared.listeners.add(listener);
      return () => shared.listeners.delete(listener);
    },
  };
}

function sameTab(one: Tab, other: Tab): boolean {
  return (
    one.organization === other.organization &&
    one.operator === other.operator &&
    one.unread === other.unread
  );
}
