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
  latest?(): void;
  atEnd?: (yes: boolean) => void;
  place?: Place;
}

const NEAR_END = 48;
const NEAR_EDGE = 400;

export function useScroll(props: Scrolled) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const state = useRef({ spot: props.place?.get() ?? null, entries: props.entries, told: false });
  const [span, setSpan] = useState<Span>(() => spanAt(props.entries, state.current.spot));
  const [away, setAway] = useState(false);
  const [fresh, setFresh] = useState(0);
  const current = shownSpan(
    span,
    state.current.entries,
    props.entries,
    state.current.spot === null,
  );

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
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    const newest = current.to >= props.entries.length && !props.newer;
    remember(newest && below < NEAR_END ? null : firstInView(view));
    if (view.scrollTop < NEAR_EDGE) fill();
    else if (below < NEAR_EDGE && current.to < props.entries.length)
      setSpan(later(current, props.entries.length));
  }

  /** At the top nothing scrolls any more, and in a list that is too short nothing ever does: ask unscrolled. */
  function fill() {
    const view = box.current;
    if (view === null || view.clientHeight === 0 || view.scrollTop >= NEAR_EDGE) return;
    if (current.from > 0 && state.current.spot !== null) setSpan(earlier(current));
    else if (current.from === 0 && props.more && !props.loading) props.older();
  }

  function toEnd() {
    if (props.newer) props.latest?.();
    state.current.spot = null;
    setSpan(tail(props.entries.length));
    restore();
    remember(null);
  }

  function restore() {
    const view = box.current;
    if (view === null) return;
    const spot = state.current.spot;
    const entry = spot && view.querySelector(`[data-key="${CSS.escape(spot.key)}"]`);
    if (spot && entry)
      view.scrollTop +=
        entry.getBoundingClientRect().top - view.getBoundingClientRect().top - spot.top;
    else if (spot === null) view.scrollTop = view.scrollHeight;
  }

  useLayoutEffect(() => {
    if (state.current.entries !== props.entries) {
      setFresh((count) =>
        state.current.spot === null ? 0 : count + added(state.current.entries, props.entries),
      );
      state.current.entries = props.entries;
    }
    if (current.from !== span.from || current.to !== span.to) setSpan(current);
    restore();
    fill();
  });

  // One observer for the life of the list.
  useLayoutEffect(() => {
    // Opened at a spot away from the end, the button back must be there at once.
    setAway(state.current.spot !== null);
    tellEnd();
    // Pictures, fonts, the keyboard and the composer change heights at moments of their own.
    const observer = new ResizeObserver(restore);
    for (const element of [box.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return { box, content, span: current, away, fresh, onScroll, toEnd };
}

function spanAt(entries: readonly Entry[], spot: Spot | null): Span {
  const index = spot === null ? -1 : entries.findIndex((entry) => entry.key === spot.key);
  if (index < 0) return tail(entries.length);
  return moved({ from: Math.max(0, index - 100), to: index + 100 }, 0, entries.length, false);
}

/** The part to show now that the list may have become another one. */
function shownSpan(
  span: Span,
  before: readonly Entry[],
  now: readonly Entry[],
  stick: boolean,
): Span {
  if (before === now) return moved(span, 0, now.length, stick);
  const anchor = before[span.from];
  const index = anchor === undefined ? -1 : now.findIndex((entry) => entry.key === anchor.key);
  return moved(span, index < 0 ? 0 : index - span.from, now.length, stick || index < 0);
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
