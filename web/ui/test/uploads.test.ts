import { expect, test, vi } from "vitest";
import { createUploads, type SendFile } from "../src/composer/uploads";
import type { FileView } from "../src/thread/rows";

const rules = {
  atMost: 2,
  largest: 100,
  tooMany: () => "too many",
  tooLarge: ({ name }: File) => `${name} is too large`,
  failed: ({ name }: File) => `${name} failed`,
};
const file = (name: string, size = 3) => new File(["x".repeat(size)], name, { type: "text/plain" });
const stored = (name: string): FileView => ({
  id: name,
  name,
  type: "text/plain",
  size: 3,
  width: null,
  height: null,
  thumbnail: false,
});

/** An upload that ends when the test says so. */
function slow() {
  const ends: { done(): void; fail(): void; progress(part: number): void; signal: AbortSignal }[] =
    [];
  const send: SendFile = ({ name }, progress, signal) =>
    new Promise((resolve, reject) => {
      ends.push({
        done: () => resolve(stored(name)),
        fail: () => reject(new Error()),
        progress,
        signal,
      });
    });
  return { ends, send };
}

test("a file uploads at once, tells how far it is, and goes with the message when it is there", async () => {
  const { ends, send } = slow();
  const uploads = createUploads(send, rules);
  uploads.add([file("a")]);
  ends[0]?.progress(0.5);
  expect(uploads.list.value[0]).toMatchObject({ name: "a", progress: 0.5 });
  expect(uploads.busy.value).toBe(true);
  ends[0]?.done();
  await vi.waitFor(() => expect(uploads.busy.value).toBe(false));
  expect(uploads.stored()).toEqual([stored("a")]);
});

test("too many and too large files are refused with a reason, the others are taken", () => {
  const uploads = createUploads(slow().send, rules);
  uploads.add([file("large", 101)]);
  expect(uploads.problem.value).toBe("large is too large");
  uploads.add([file("a"), file("b"), file("c")]);
  expect(uploads.list.value.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(uploads.problem.value).toBe("too many");
});

test("a failed upload says so, can be tried again, and holds nothing up", async () => {
  const { ends, send } = slow();
  const uploads = createUploads(send, rules);
  uploads.add([file("a")]);
  ends[0]?.fail();
  await vi.waitFor(() => expect(uploads.list.value[0]?.failed).toBe("a failed"));
  expect(uploads.busy.value).toBe(false);
  uploads.retry(uploads.list.value[0]?.key ?? 0);
  expect(uploads.list.value[0]).toMatchObject({ failed: null, progress: 0 });
  ends[1]?.done();
  await vi.waitFor(() => expect(uploads.stored()).toHaveLength(1));
});

test("what is taken out is given up, and what comes of it later is ignored", async () => {
  const { ends, send } = slow();
  const uploads = createUploads(send, rules);
  uploads.add([file("a"), file("b")]);
  uploads.remove(uploads.list.value[0]?.key ?? 0);
  expect(ends[0]?.signal.aborted).toBe(true);
  ends[0]?.done();
  ends[1]?.done();
  await vi.waitFor(() => expect(uploads.busy.value).toBe(false));
  expect(uploads.stored()).toEqual([stored("b")]);
  uploads.clear();
  expect(uploads.list.value).toEqual([]);
});
