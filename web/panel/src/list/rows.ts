/** The rows that are drawn of a list, the one that the keyboard stands on, and the reader's place while rows move. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Mark, type Part, partOf, shiftOf } from "./window";

interface Listed {
  /** Another one is another list, which begins at its top. */
  name: string;
  marks: readonly Mark[];
  /** The key of the row that is chosen, if it is in the list. */
  chosen: string | null;
  height: number;
}

const PAGE = 8;

export function useRows({ name, marks, chosen, height }: Listed) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef({ name, marks });
  const [part, setPart] = useState<Part>(() => partOf(0, 800, height, marks.length));
  const [stood, setStood] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const at = placeOf(marks, stood) ?? placeOf(marks, chosen) ?? 0;
  const shown = { from: Math.min(part.from, marks.length), to: Math.min(part.to, marks.length) };

  function look() {
    const view = box.current;
    if (view === null || view.clientHeight === 0) return;
    const next = partOf(view.scrollTop, view.clientHeight, height, marks.length);
    if (next.from !== part.from || next.to !== part.to) setPart(next);
  }

  /** Goes to a row with the keyboard. */
  function stand(index: number) {
    const view = box.current;
    const key = marks[index]?.key;
    if (view === null || key === undefined) return;
    wantsFocus.current = true;
    setStood(key);
    const top = index * height;
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top + height > view.scrollTop + view.clientHeight)
      view.scrollTop = top + height - view.clientHeight;
    look();
  }

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: marks.length - 1,
    };
    const target = steps[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stand(Math.max(0, Math.min(marks.length - 1, target)));
  }

  useLayoutEffect(() => {
    const view = box.current;
    const last = before.current;
    before.current = { name, marks };
    if (view !== null && last.name !== name) view.scrollTop = 0;
    else if (view !== null && last.marks !== marks && view.scrollTop >= height / 2) {
      const first = Math.floor(view.scrollTop / height);
      view.scrollTop += shiftOf(last.marks, marks, first) * height;
    }
    look();
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    view?.querySelector<HTMLElement>(".row[tabindex='0']")?.focus({ preventScroll: true });
  });

  // The window's part depends on its height, which changes at moments of its own.
  const latest = useRef(look);
  latest.current = look;
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => latest.current());
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  // The row that has the focus stays in the page wherever it is: else the focus would be lost with it.
  const indexes = Array.from({ length: shown.to - shown.from }, (_, index) => shown.from + index);
  if (marks.length > 0 && !indexes.includes(at)) indexes.push(at);
  return { box, at, indexes, onKeyDown, look, stand: setStood };
}

function placeOf(marks: readonly Mark[], key: string | null): number | null {
  const index = key === null ? -1 : marks.findIndex((mark) => mark.key === key);
  return index < 0 ? null : index;
}
