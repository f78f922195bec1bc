/** The sounds: made by the browser, so that no file has to be fetched and no page's policy forbids them. */

import { signal } from "@preact/signals";

export type Tune = "waiting" | "message";

/** Frequencies in Hz, one after the other: up for somebody who waits, a short one for a message. */
const TUNES: Record<Tune, readonly number[]> = { waiting: [659, 880, 1175], message: [880, 660] };
const NOTE_S = 0.13;
const LOUDNESS = 0.18;
/** Many messages at once are one sound. */
const PAUSE_MS = 1500;

export class Bell {
  /** The browser makes no sound before the person has clicked or typed anywhere on the page. */
  readonly blocked = signal(!wasActive());
  readonly #end = new AbortController();
  #context: AudioContext | null = null;
  #last = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number = () => performance.now()) {
    const { signal: end } = this.#end;
    const look = () => {
      this.blocked.value = !wasActive();
    };
    for (const name of ["pointerup", "keydown"] as const) {
      // After the event the browser knows of it.
      document.addEventListener(name, () => setTimeout(look), { capture: true, signal: end });
    }
  }

  /** Plays it, unless something was played just now; false where there is no sound. */
  ring(tune: Tune): boolean {
    if (this.blocked.peek() || typeof AudioContext === "undefined") return false;
    if (this.now() - this.#last < PAUSE_MS) return true;
    this.#last = this.now();
    this.#context ??= new AudioContext();
    const context = this.#context;
    void context.resume().catch(() => undefined);
    for (const [index, frequency] of TUNES[tune].entries()) {
      play(context, frequency, context.currentTime + index * NOTE_S);
    }
    return true;
  }

  stop(): void {
    this.#end.abort();
    void this.#context?.close().catch(() => undefined);
    this.#context = null;
  }
}

function play(context: AudioContext, frequency: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 1.6);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 1.7);
}

/** Browsers that do not tell are taken at their best. */
function wasActive(): boolean {
  return navigator.userActivation?.hasBeenActive ?? true;
}
