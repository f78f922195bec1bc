import { expect, test, vi } from "vitest";
import { batch, computed, effect, signal } from "../src/signals";

test("an effect runs at once, and again whenever something changed that it read", () => {
  const name = signal("Olena");
  const heard: string[] = [];
  const stop = effect(() => heard.push(name.value));
  name.value = "Petro";
  name.value = "Petro";
  stop();
  name.value = "Iryna";
  expect(heard).toEqual(["Olena", "Petro"]);
});

test("what an effect did not read the last time does not wake it", () => {
  const which = signal(true);
  const one = signal(1);
  const other = signal(2);
  const run = vi.fn(() => (which.value ? one.value : other.value));
  effect(run);
  which.value = false;
  one.value = 10;
  expect(run).toHaveBeenCalledTimes(2);
  other.value = 20;
  expect(run).toHaveLastReturnedWith(20);
});

test("what is computed is computed when it is read, once for each change", () => {
  const count = signal(1);
  const make = vi.fn(() => count.value * 2);
  const twice = computed(make);
  expect(make).not.toHaveBeenCalled();
  expect([twice.value, twice.value]).toEqual([2, 2]);
  count.value = 5;
  expect(twice.value).toBe(10);
  expect(make).toHaveBeenCalledTimes(2);
});

test("nobody sees a half of what belongs together", () => {
  const first = signal(1);
  const sum = computed(() => first.value + 1);
  const seen: string[] = [];
  effect(() => seen.push(`${first.value} ${sum.value}`));
  first.value = 2;
  batch(() => {
    first.value = 3;
    first.value = 4;
  });
  expect(seen).toEqual(["1 2", "2 3", "4 5"]);
});

test("an effect that changes something wakes others once it is done", () => {
  const asked = signal(0);
  const answered = signal(0);
  const seen: number[] = [];
  effect(() => seen.push(answered.value));
  effect(() => {
    answered.value = asked.value * 2;
  });
  asked.value = 4;
  expect(seen).toEqual([0, 8]);
});

test("a subscriber is told the value and follows nothing else", () => {
  const one = signal(1);
  const other = signal("a");
  const heard: string[] = [];
  one.subscribe((value) => heard.push(`${value}${other.value}`));
  other.value = "b";
  one.value = 2;
  expect(heard).toEqual(["1a", "2b"]);
});

test("an effect that fails leaves the others working", () => {
  const one = signal(1);
  const seen: number[] = [];
  effect(() => {
    if (one.value === 2) throw new Error("two");
  });
  effect(() => seen.push(one.value));
  expect(() => {
    one.value = 2;
  }).toThrow("two");
  one.value = 3;
  expect(seen.at(-1)).toBe(3);
});
