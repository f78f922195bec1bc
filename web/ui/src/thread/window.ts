/** Which part of a long thread is in the page: a browser slows down with thousands of bubbles. */

export const SHOWN = 150;
const STEP = 50;

/** The entries from `from` up to, and without, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The newest part. */
export function tail(total: number): Span {
  return { from: Math.max(0, total - SHOWN), to: total };
}

/** A step towards the oldest. */
export function earlier(span: Span): Span {
  const from = Math.max(0, span.from - STEP);
  return { from, to: Math.min(span.to, from + SHOWN) };
}

/** A step towards the newest. */
export function later(span: Span, total: number): Span {
  const to = Math.min(total, span.to + STEP);
  return { from: Math.max(span.from, to - SHOWN), to };
}

/**
 * The same part after the list changed: `shift` entries came in before it (or left, where negative).
 * A part that reached the newest entry goes on doing so while `stick` holds.
 */
export function moved(span: Span, shift: number, total: number, stick: boolean): Span {
  if (stick) return tail(total);
  const to = Math.max(0, Math.min(total, span.to + shift));
  const from = Math.max(0, Math.min(to, span.from + shift));
  const wide = Math.max(to, Math.min(total, from + SHOWN));
  return { from: Math.max(from, wide - SHOWN), to: wide };
}
