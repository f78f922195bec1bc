/** Keeps the reader's place in the thread: at the newest message, or where the reader scrolled to. */
import type { Entry } from "@chathub/ui/thread/rows";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Scrolled {
  entries: readonly Entry[];
  /** There are older entries than these; `older` asks for them. */
  more: boolean;
  loading: boolean;
  older(): void;
  /** Newer entries than these were let go; `latest` brings them back. */
  newer: boolean;
  latest(): void;
  /** Told whether the newest entry is in view: then it counts as read. */
  atEnd(yes: boolean): void;
}

const NEAR_END = 48;
const NEAR_TOP = 400;

export function useScroll(props: Scrolled) {
  const { entries, atEnd } = props;
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  /** The entry at the top of the view and how far below the top it stands; null at the newest end. */
  const spot = useRef<{ key: string; top: number } | null>(null);
  const seen = useRef(0);
  const [away, setAway] = useState(false);
  const newest = entries.at(-1)?.at ?? 0;
  if (!away) seen.current = newest;

  function onScroll() {
    const view = box.current;
    if (!view?.clientHeight) return;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    spot.current = below < NEAR_END && !props.newer ? null : topOf(view);
    tell();
    askOlder();
  }

  function tell() {
    setAway(spot.current !== null);
    atEnd(spot.current === null);
  }

  /** At the top nothing scrolls any more, and in a list that is too short nothing ever does: ask unscrolled. */
  function askOlder() {
    const view = box.current;
    if (view?.clientHeight && view.scrollTop < NEAR_TOP && props.more && !props.loading)
      props.older();
  }

  function toEnd() {
    if (props.newer) props.latest();
    spot.current = null;
    restore();
    tell();
  }

  function restore() {
    const view = box.current;
    if (!view) return;
    const at = spot.current;
    const entry = at && view.querySelector(`[data-key="${CSS.escape(at.key)}"]`);
    if (entry) view.scrollTop += topIn(view, entry) - at.top;
    else if (!at) view.scrollTop = view.scrollHeight;
  }

  useLayoutEffect(() => {
    restore();
    askOlder();
  });
  useLayoutEffect(() => {
    atEnd(true);
    // Pictures, fonts, the keyboard and the composer change heights at moments of their own.
    const observer = new ResizeObserver(restore);
    for (const element of [box.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const fresh = entries.filter(({ side, at }) => side !== "own" && at > seen.current).length;
  return { box, content, away, fresh, onScroll, toEnd };
}

function topIn(view: Element, entry: Element): number {
  return entry.getBoundingClientRect().top - view.getBoundingClientRect().top;
}

function topOf(view: HTMLElement) {
  for (const entry of view.querySelectorAll<HTMLElement>("[data-key]")) {
    const top = topIn(view, entry);
    if (top + entry.offsetHeight > 0) return { key: entry.dataset["key"] ?? "", top };
  }
  return null;
}
