/** How long to wait before the next try. */

const LONGEST = 30_000;

/**
 * Milliseconds before the try after `failures` failed ones: anywhere in the first second at first, later in at
 * most half a minute. All of it is random, since thousands lose their server at the same moment.
 */
export function backOff(failures: number, random: () => number): number {
  return random() * Math.min(LONGEST, 1000 * 2 ** Math.min(failures, 16));
}
