/** Two soft tones for a new message, made on the spot. Fetched with the first message that comes in unseen. */

import type { Kept } from "../kept";

const TONES = [660, 880];
const LENGTH = 0.16;
const PAUSE_MS = 1500;
/** A sound that comes later than this after its message is of no use. */
const START_MS = 1000;
let context: AudioContext | undefined;

/** Silent where the browser wants a deed of the person first: nobody is startled by a page just opened. */
export async function ring(kept: Kept): Promise<void> {
  context ??= new AudioContext();
  if (kept.read().muted) return;
  // A context begins suspended, also where it may sound; where it may not, this never ends.
  const resumed = context.resume().then(
    () => true,
    () => false,
  );
  const late = new Promise((resolve) => setTimeout(resolve, START_MS));
  if (!(await Promise.race([resumed, late]))) return;
  if (!("locks" in navigator)) return chime(context);
  // One tab of many, and one sound for many messages.
  await navigator.locks.request("chathub.ring", { ifAvailable: true }, async (free) => {
    if (!free || !context) return;
    chime(context);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  });
}

function chime(audio: AudioContext): void {
  for (const [index, tone] of TONES.entries())
    play(audio, tone, audio.currentTime + index * LENGTH);
}

function play(audio: AudioContext, tone: number, at: number): void {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.frequency.value = tone;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH * 2);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + LENGTH * 2);
}
