// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import type { Kept } from "../src/kept";

const played = vi.fn();

/** As browsers make it: suspended at first, running a moment after it may be. */
class Context {
  currentTime = 0;
  destination = {};
  constructor(private readonly allowed = Context.allowed) {}
  static allowed = true;
  resume() {
    return this.allowed ? Promise.resolve() : new Promise(() => undefined);
  }
  createOscillator() {
    return { frequency: {}, connect: (to: unknown) => to, start: played, stop: () => undefined };
  }
  createGain() {
    const gain = { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined };
    return { gain, connect: (to: unknown) => to };
  }
}

const kept = (muted: boolean) => ({ read: () => ({ muted }) }) as unknown as Kept;

beforeEach(() => {
  vi.resetModules();
  played.mockClear();
  Context.allowed = true;
  vi.stubGlobal("AudioContext", Context);
});

test("the first message is heard already", async () => {
  const { ring } = await import("../src/later/ring");
  await ring(kept(false));
  expect(played).toHaveBeenCalledTimes(2);
});

test("nothing sounds where the sound is off", async () => {
  const { ring } = await import("../src/later/ring");
  await ring(kept(true));
  expect(played).not.toHaveBeenCalled();
});

test("nothing sounds late, once the browser lets it", async () => {
  vi.useFakeTimers();
  Context.allowed = false;
  const { ring } = await import("../src/later/ring");
  const rung = ring(kept(false));
  await vi.advanceTimersByTimeAsync(1100);
  await rung;
  expect(played).not.toHaveBeenCalled();
  vi.useRealTimers();
});
