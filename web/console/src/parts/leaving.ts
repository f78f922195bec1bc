/** The question whether something typed may be left behind. */
import { signal } from "@preact/signals";

/** Set while it is asked: call it with whether to leave. */
export const leaving = signal<((leave: boolean) => void) | null>(null);

export function askToLeave(): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    leaving.value = resolve;
  }).finally(() => {
    leaving.value = null;
  });
}
