/** Keeps the reader's place in a thread while entries come and go at both ends. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Entry } from "./rows";
import { earlier, later, moved, type Span, tail } from "./window";

/** A place in a thread: an entry and its distance from the top of the view. Null is the newest end. */
export interface Spot {
  readonly key: string;
  readonly top: number;
}

/** Where one thread's spot is kept between two showings. */
export interface Place {
  get(): Spot | null;
  set(spot: Spot | null): void;
}

interface Scrolled {
  entries: readonly Entry[];
  more: boolean;
  loading: boolean;
  older(): void;
  newer?: boolean;
  /** Fetches the page after these entries; without it only `latest` goes on. */
  forward?: (() => void) | undefined;
  latest?(): void;
  atEnd?: (yes: boolean) => void;
  place?: Place;
  unreadKey?: string | null | undefined;
}

const NEAR_END = 48;
const NEAR_EDGE = 400;
/** Where an entry stands that was gone to: under what may lie over the top of the view. */
const UNDER_TOP = 56;

export function useScroll(props: Scrolled) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const state = useRef({
    spot: firstSpot(props),
    entries: props.entries,
    told: false,
    top: 0,
    newest: true,
    newer: false,
    /** The reader has asked for the newest entries, and they are on their way. */
    returning: false,
  });
  const [span, setSpan] = useState<Span>(() => spanAt(props.entries, state.current.spot));
  const [away, setAway] = useState(false);
  const [fresh, setFresh] = useState(0);
  const [unreadAbove, setUnreadAbove] = useState(false);
  // The reader may have scrolled just now, and be told of it only after this was drawn.
  const seen = box.current;
  if (seen !== null && seen.clientHeight > 0 && seen.scrollTop !== state.current.top) notice(seen);
  const current = shownSpan(span, state.current.entries, props.entries, state.current.spot);

  function notice(view: HTMLElement) {
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    const atEnd = state.current.returning || (state.current.newest && below < NEAR_END);
    const spot = atEnd ? null : firstInView(view);
    state.current.top = view.scrollTop;
    state.current.spot = spot;
    props.place?.set(spot);
  }

  function remember(spot: Spot | null) {
    state.current.spot = spot;
    props.place?.set(spot);
    setAway(spot !== null);
    if (spot === null) setFresh(0);
    tellEnd();
  }

  function tellEnd() {
    const atEnd = state.current.spot === null;
    if (atEnd !== state.current.told) props.atEnd?.(atEnd);
    state.current.told = atEnd;
  }

  function onScroll() {
    const view = box.current;
    if (view === null || view.clientHeight === 0) return;
    notice(view);
    remember(state.current.spot);
    fill();
    look();
  }

  /** At an edge nothing scrolls any more, and in a list that is too short nothing ever does: ask unscrolled. */
  function fill() {
    const view = box.current;
    if (view === null || view.clientHeight === 0) return;
    if (view.scrollTop < NEAR_EDGE) {
      if (current.from > 0 && state.current.spot !== null) setSpan(earlier(current));
      else if (current.from === 0 && props.more && !props.loading) props.older();
    } else if (view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_EDGE) {
      if (current.to < props.entries.length) setSpan(later(current, props.entries.length));
      else if (props.newer && !props.loading && !state.current.returning) props.forward?.();
    }
  }

  /** Whether what is not read yet begins above what is in view. */
  function look() {
    const view = box.current;
    const key = props.unreadKey;
    if (view === null || !key) return;
    const top = view.getBoundingClientRect().top;
    const entry = shownEntry(view, key);
    setUnreadAbove(
      entry
        ? entry.getBoundingClientRect().top < top
        : props.entries.findIndex((one) => one.key === key) < current.from,
    );
  }

  function toUnread() {
    if (!props.unreadKey) return;
    const spot = unreadSpot(props.unreadKey);
    setSpan(spanAt(props.entries, spot));
    remember(spot);
    restore();
    box.current?.focus({ preventScroll: true });
  }

  function toEnd() {
    if (props.newer) {
      state.current.returning = true;
      props.latest?.();
    }
    state.current.spot = null;
    setSpan(tail(props.entries.length));
    restore();
    remember(null);
    // The button that was pressed goes away.
    box.current?.focus({ preventScroll: true });
  }

  function restore() {
    const view = box.current;
    if (view === null) return;
    const spot = state.current.spot;
    const entry = spot && shownEntry(view, spot.key);
    if (spot && entry)
      view.scrollTop +=
        entry.getBoundingClientRect().top - view.getBoundingClientRect().top - spot.top;
    else if (spot === null) view.scrollTop = view.scrollHeight;
    state.current.top = view.scrollTop;
    state.current.newest = current.to >= props.entries.length && !props.newer;
  }

  useLayoutEffect(() => {
    if (state.current.entries !== props.entries) {
      // What paging on has brought is newer than what was held, and yet no news.
      const more = state.current.newer ? 0 : added(state.current.entries, props.entries);
      setFresh((count) => (state.current.spot === null ? 0 : count + more));
      state.current.entries = props.entries;
      // A page that was asked for before comes first, and is not the newest.
      if (!props.newer) state.current.returning = false;
    }
    state.current.newer = props.newer ?? false;
    if (current.from !== span.from || current.to !== span.to) setSpan(current);
    restore();
    fill();
    look();
  });

  // One observer for the life of the list.
  useLayoutEffect(() => {
    // Where all of it is in view, what is not read yet is at the end as well.
    if (box.current !== null && box.current.clientHeight > 0) notice(box.current);
    // Opened at a spot away from the end, the button back must be there at once.
    setAway(state.current.spot !== null);
    tellEnd();
    // Pictures, fonts, the keyboard and the composer change heights at moments of their own.
    const observer = new ResizeObserver(() => {
      const view = box.current;
      // Not where it was left: the reader has scrolled within this very frame.
      if (view !== null && view.clientHeight > 0 && view.scrollTop !== state.current.top)
        notice(view);
      else restore();
    });
    for (const element of [box.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return { box, content, span: current, away, fresh, unreadAbove, onScroll, toEnd, toUnread };
}

/** Where the reader was the last time, else at what is not read yet, else at the newest. */
function firstSpot({ place, entries, unreadKey }: Scrolled): Spot | null {
  const spot = place?.get();
  return spot && entries.some(({ key }) => key === spot.key) ? spot : unreadSpot(unreadKey);
}

function unreadSpot(key: string | null | undefined): Spot | null {
  return key ? { key, top: UNDER_TOP } : null;
}

function spanAt(entries: readonly Entry[], spot: Spot | null): Span {
  const index = spot === null ? -1 : entries.findIndex((entry) => entry.key === spot.key);
  if (index < 0) return tail(entries.length);
  return moved({ from: Math.max(0, index - 100), to: index + 100 }, 0, entries.length, false);
}

/** The part to show now that the list may have become another one; what the reader looks at stays in it. */
export function shownSpan(
  span: Span,
  before: readonly Entry[],
  now: readonly Entry[],
  spot: Spot | null,
): Span {
  if (before === now) return moved(span, 0, now.length, spot === null);
  const index = (key: string | undefined, entries: readonly Entry[]) =>
    key === undefined ? -1 : entries.findIndex((entry) => entry.key === key);
  // The list may have lost entries at either end, but never where the reader is.
  const key = spot?.key ?? before[span.from]?.key;
  const [was, is] = [index(key, before), index(key, now)];
  return moved(span, is - was, now.length, spot === null || was < 0 || is < 0);
}

function shownEntry(view: HTMLElement, key: string): Element | null {
  return view.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

/** How many entries of others came in after those known. My own unsent ones stay at the end all the while. */
function added(before: readonly Entry[], now: readonly Entry[]): number {
  const known = new Set(before.map((entry) => entry.key));
  const first = now.findIndex((entry) => known.has(entry.key));
  if (first < 0) return 0;
  return now.slice(first).filter((entry) => entry.side !== "own" && !known.has(entry.key)).length;
}

function firstInView(view: HTMLElement): Spot | null {
  const top = view.getBoundingClientRect().top;
  for (const entry of view.querySelectorAll<HTMLElement>("[data-key]")) {
    const place = entry.getBoundingClientRect();
    if (place.bottom > top) return { key: entry.dataset["key"] ?? "", top: place.top - top };
  }
  return null;
}
