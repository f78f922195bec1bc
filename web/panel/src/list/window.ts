/** Which rows of a long list are in the page. All rows are of one height, so that nothing has to be measured. */

/** The rows from `from` up to, and without, `to`. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** What tells one row from another, and whether it has moved by itself since. */
export interface Mark {
  readonly key: string;
  /** When something last happened in it: that is what moves it. */
  readonly at: number;
}

/** Rows beyond the edges, so that a turn of the wheel shows no gap. */
const SPARE = 12;

export function partOf(scrolled: number, seen: number, height: number, total: number): Part {
  const first = Math.floor(scrolled / height) - SPARE;
  const last = Math.ceil((scrolled + seen) / height) + SPARE;
  const from = Math.max(0, Math.min(first, total - 1));
  return { from, to: Math.max(from, Math.min(total, last)) };
}

/** By how many rows the row at the top of the view has been pushed down, or up where negative. */
export function shiftOf(before: readonly Mark[], now: readonly Mark[], first: number): number {
  const places = new Map(now.map(({ key, at }, index) => [key, { at, index }]));
  // Whatever moved by itself is no measure for the others.
  for (let index = first; index < before.length; index += 1) {
    const mark = before[index];
    const place = mark && places.get(mark.key);
    if (place && place.at === mark.at) return place.index - index;
  }
  return 0;
}
