/** The files beside a message that is being written: each uploads at once, and goes with the message. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FileView } from "../thread/rows";

/** A file on its way. `stored` is set once the server has it. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** From 0 to 1. */
  readonly progress: number;
  readonly stored: FileView | null;
  /** Why it failed, in the reader's language or the server's words. */
  readonly failed: string | null;
  /** A picture of it, while it is an image of this page. */
  readonly preview: string | null;
}

export type SendFile = (
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
) => Promise<FileView>;

export interface UploadRules {
  readonly atMost: number;
  readonly largest: number;
  tooMany(): string;
  tooLarge(file: File): string;
  failed(file: File, error: unknown): string;
}

/** The files of one draft. */
export interface Uploads {
  readonly list: ReadonlySignal<readonly Upload[]>;
  /** Some are still on their way: the message has to wait. */
  readonly busy: ReadonlySignal<boolean>;
  /** What is wrong with the last choice of files, or null. */
  readonly problem: ReadonlySignal<string | null>;
  add(files: readonly File[]): void;
  retry(key: number): void;
  remove(key: number): void;
  /** The files that the server has: they go with the message. */
  stored(): readonly FileView[];
  /** Ends the draft: gives up what is on its way and frees the previews. */
  clear(): void;
}

export function createUploads(send: SendFile, rules: UploadRules): Uploads {
  const list = signal<readonly Upload[]>([]);
  const problem = signal<string | null>(null);
  const files = new Map<number, { file: File; stop: AbortController }>();
  let next = 0;

  function change(key: number, part: Partial<Upload>) {
    list.value = list.value.map((upload) => (upload.key === key ? { ...upload, ...part } : upload));
  }

  function start(key: number, file: File) {
    const stop = new AbortController();
    files.set(key, { file, stop });
    const progress = (part: number) => change(key, { progress: Math.min(1, Math.max(0, part)) });
    send(file, progress, stop.signal).then(
      (stored) => change(key, { stored, progress: 1 }),
      (error: unknown) => {
        if (!stop.signal.aborted) change(key, { failed: rules.failed(file, error) });
      },
    );
  }

  function forget(upload: Upload) {
    files.get(upload.key)?.stop.abort();
    files.delete(upload.key);
    if (upload.preview !== null) URL.revokeObjectURL(upload.preview);
  }

  return {
    list,
    problem,
    busy: computed(() => list.value.some((one) => one.stored === null && one.failed === null)),
    add(chosen) {
      problem.value = null;
      for (const file of chosen) {
        if (list.value.length >= rules.atMost) problem.value = rules.tooMany();
        else if (file.size > rules.largest) problem.value = rules.tooLarge(file);
        else {
          next += 1;
          const { name, size } = file;
          const fresh = { key: next, name, size, progress: 0, stored: null, failed: null };
          list.value = [...list.value, { ...fresh, preview: previewOf(file) }];
          start(next, file);
        }
      }
    },
    retry(key) {
      const known = files.get(key);
      if (known === undefined) return;
      change(key, { failed: null, progress: 0 });
      start(key, known.file);
    },
    remove(key) {
      problem.value = null;
      for (const upload of list.value) if (upload.key === key) forget(upload);
      list.value = list.value.filter((upload) => upload.key !== key);
    },
    stored: () => list.value.flatMap((upload) => upload.stored ?? []),
    clear() {
      for (const upload of list.value) forget(upload);
      list.value = [];
      problem.value = null;
    },
  };
}

function previewOf(file: File): string | null {
  return /^image\/(?:png|jpeg|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : null;
}
