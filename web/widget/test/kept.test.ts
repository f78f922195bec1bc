import { beforeEach, expect, test, vi } from "vitest";
import { Kept, openKept, type Shelf } from "../src/kept";

const GUID = "0b6e6912-0000-4000-8000-000000000001";

beforeEach(() => localStorage.clear());

test("a browser that never wrote keeps nothing, and looking changes nothing", () => {
  const kept = openKept(GUID, null);
  expect(kept.begun()).toBe(false);
  expect(localStorage.length).toBe(0);
});

test("what is kept is there after a reload, under one key", () => {
  openKept(GUID, null).change({ token: "a.b.c" });
  openKept(GUID, null).change({ pending: [{ text: "Hello" }] });
  expect(localStorage.length).toBe(1);
  expect(openKept(GUID, null).read()).toEqual({
    person: null,
    token: "a.b.c",
    pending: [{ text: "Hello" }],
  });
});

test("channels do not see what is kept for each other", () => {
  openKept(GUID, null).change({ token: "a.b.c" });
  expect(openKept("another", null).begun()).toBe(false);
});

test("two tabs do not overwrite each other's part", () => {
  const one = openKept(GUID, null);
  const other = openKept(GUID, null);
  one.change({ token: "a.b.c" });
  other.change({ pending: [1] });
  expect(one.read()).toEqual({ person: null, token: "a.b.c", pending: [1] });
});

test("after signing out nothing of the person is left", () => {
  openKept(GUID, "anna").change({ token: "a.b.c", pending: [1] });
  expect(openKept(GUID, "anna").begun()).toBe(true);
  expect(openKept(GUID, null).begun()).toBe(false);
  expect(localStorage.length).toBe(0);
});

test("another person does not get what one person left", () => {
  openKept(GUID, "anna").change({ token: "a.b.c" });
  expect(openKept(GUID, "bohdan").begun()).toBe(false);
});

test("what was written before signing in is not lost by it", () => {
  openKept(GUID, null).change({ token: "a.b.c", pending: [1] });
  expect(openKept(GUID, "anna").read().pending).toEqual([1]);
});

test("a page that was left open does not write into what the next person keeps", () => {
  const before = openKept(GUID, "anna");
  before.change({ token: "anna.s.token" });
  openKept(GUID, null).change({ token: "a.b.c" });
  before.change({ pending: ["from Anna"] });
  expect(before.read()).toEqual({ person: "anna", token: "anna.s.token", pending: ["from Anna"] });
  expect(openKept(GUID, null).read()).toEqual({ person: null, token: "a.b.c", pending: [] });
});

test("another tab's change is heard until nobody listens any more", () => {
  const heard: string[] = [];
  const stop = openKept(GUID, null).watch(() => heard.push("changed"));
  const event = (key: string) => window.dispatchEvent(new StorageEvent("storage", { key }));
  event(`chathub.${GUID}`);
  event("something else");
  stop();
  event(`chathub.${GUID}`);
  expect(heard).toEqual(["changed"]);
});

const refuses: Shelf = {
  getItem: () => {
    throw new DOMException("refused", "SecurityError");
  },
  setItem: () => {
    throw new DOMException("refused", "SecurityError");
  },
  removeItem: () => {
    throw new DOMException("refused", "SecurityError");
  },
};

test.each([
  ["refused", refuses],
  ["not there", null],
])("with a storage that is %s the page remembers for itself", (_name, shelf) => {
  const kept = new Kept(GUID, null, shelf);
  kept.change({ token: "a.b.c" });
  kept.change({ pending: [1] });
  expect(kept.read()).toEqual({ person: null, token: "a.b.c", pending: [1] });
});

test("with a full storage what is newer wins over what is stored", () => {
  const full: Shelf = {
    getItem: () => JSON.stringify({ person: null, token: "old", pending: [] }),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem: () => {},
  };
  const kept = new Kept(GUID, null, full);
  kept.change({ pending: [1] });
  expect(kept.read()).toEqual({ person: null, token: "old", pending: [1] });
});

test.each(["", "null", "5", "[]", "{", '{"token":5,"pending":{}}'])(
  "the foreign text %j counts as nothing",
  (text) => {
    localStorage.setItem(`chathub.${GUID}`, text);
    expect(openKept(GUID, null).begun()).toBe(false);
  },
);

test("whoever logs out is gone for its other tabs, and for nobody else's", () => {
  const heard = vi.fn();
  const stops = [null, "anna", "bohdan"].map((person) =>
    openKept(GUID, person).watch((gone) => heard(person, gone)),
  );
  const key = `chathub.${GUID}`;
  const wrote = vi.spyOn(Storage.prototype, "setItem");
  openKept(GUID, "anna").forget();
  const newValue = wrote.mock.calls.at(-1)?.[1] ?? "";
  expect(localStorage.getItem(key)).toBeNull();
  // As the browser tells the other tabs of it.
  dispatchEvent(new StorageEvent("storage", { key, newValue }));
  dispatchEvent(new StorageEvent("storage", { key, newValue: null }));
  expect(heard.mock.calls.filter(([, gone]) => gone)).toEqual([["anna", true]]);
  for (const stop of stops) stop();
});
