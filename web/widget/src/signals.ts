/**
 * The part of Preact's signals that the customer's chat uses, put in their place by the build for the same reason
 * as the renderer. Different: an effect also runs again where what it computed from changed back to the same.
 */

interface Reader {
  readonly from: Set<Signal<unknown>>;
  hear(): void;
}

let reader: Reader | null = null;
let batches = 0;
const due = new Set<() => void>();

class Signal<Value> {
  protected held: Value;
  readonly readers = new Set<Reader>();

  constructor(value: Value) {
    this.held = value;
  }

  get value(): Value {
    if (reader) {
      this.readers.add(reader);
      reader.from.add(this as Signal<unknown>);
    }
    return this.peek();
  }

  set value(value: Value) {
    if (Object.is(value, this.held)) return;
    this.held = value;
    batch(() => this.tell());
  }

  peek(): Value {
    return this.held;
  }

  /** Nobody has been told before all know that they have to look again. */
  tell(): void {
    for (const one of [...this.readers]) one.hear();
  }

  subscribe(hear: (value: Value) => void): () => void {
    return effect(() => {
      const { value } = this;
      read(null, () => hear(value));
    });
  }
}

class Computed<Value> extends Signal<Value | undefined> implements Reader {
  readonly from = new Set<Signal<unknown>>();
  #stale = true;

  constructor(readonly make: () => Value) {
    super(undefined);
  }

  override peek(): Value {
    if (this.#stale) {
      forget(this);
      this.#stale = false;
      this.held = read(this, this.make);
    }
    return this.held as Value;
  }

  hear(): void {
    if (this.#stale) return;
    this.#stale = true;
    this.tell();
  }
}

export function signal<Value>(value: Value): Signal<Value> {
  return new Signal(value);
}

export function computed<Value>(make: () => Value): Computed<Value> {
  return new Computed(make);
}

/** Runs it now and whenever something changed that it read; gives back how to end that. */
export function effect(run: () => unknown): () => void {
  const again = () => {
    forget(me);
    batch(() => read(me, run));
  };
  const me: Reader = { from: new Set(), hear: () => due.add(again) };
  again();
  return () => {
    forget(me);
    due.delete(again);
  };
}

/** What changes in here is told once, at its end. */
export function batch<Result>(change: () => Result): Result {
  batches += 1;
  try {
    return change();
  } finally {
    batches -= 1;
    if (!batches) {
      for (const again of due) {
        due.delete(again);
        again();
      }
    }
  }
}

function read<Result>(by: Reader | null, make: () => Result): Result {
  const outer = reader;
  reader = by;
  try {
    return make();
  } finally {
    reader = outer;
  }
}

function forget(one: Reader): void {
  for (const source of one.from) source.readers.delete(one);
  one.from.clear();
}
