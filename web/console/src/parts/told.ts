/** What was just done, said once in a corner and to screen readers. */
import { signal } from "@preact/signals";

const LONG_ENOUGH_MS = 7000;
/** The newest; null once it has been there long enough. */
export const told = signal<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string): void {
  clearTimeout(timer);
  told.value = text;
  timer = setTimeout(() => {
    told.value = null;
  }, LONG_ENOUGH_MS);
}
