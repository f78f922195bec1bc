import { signal } from "@preact/signals";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Drafts } from "../src/drafts";
import { SILENCE } from "../src/language";
import { Written } from "../src/written";

const pending = (clientId: string) => ({
  clientId,
  conversation: 4,
  text: "unsent",
  attachments: [],
  note: false,
  at: 1,
  failed: null,
});
const draftsOf = (written: Written) =>
  new Drafts({ upload: () => Promise.reject(new Error("none")) }, signal(SILENCE), written);

beforeEach(() => sessionStorage.clear());

describe("what is written and not sent", () => {
  test("is there again after a reload, as a reply or a note", () => {
    const drafts = draftsOf(new Written("p", "5"));
    drafts.of(4).text.value = "half a sen";
    drafts.of(6).text.value = "among us";
    drafts.of(6).note.value = true;
    drafts.clear();
    const again = draftsOf(new Written("p", "5"));
    expect([again.of(4).text.value, again.of(4).note.value]).toEqual(["half a sen", false]);
    expect([again.of(6).text.value, again.of(6).note.value]).toEqual(["among us", true]);
    expect([again.has(4), again.has(7)]).toEqual([true, false]);
  });

  test("leaves nothing behind once it is sent", () => {
    const drafts = draftsOf(new Written("p", "5"));
    drafts.of(4).text.value = "half a sen";
    drafts.of(4).text.value = "";
    expect(sessionStorage).toHaveLength(0);
  });

  test("is for nobody else: another operator finds nothing, and then it is gone", () => {
    const mine = new Written("p", "5");
    mine.keep(4, { text: "mine", note: false });
    mine.write([pending("a")]);
    const other = new Written("p", "6");
    expect([other.drafts(), other.read()]).toEqual([[], []]);
    expect(new Written("p", "5").drafts()).toEqual([]);
  });

  test("of two panels on a page stays apart", () => {
    new Written("p-1", "5").keep(4, { text: "one", note: false });
    expect(new Written("p-2", "5").drafts()).toEqual([]);
  });

  test("holds what was on its way until it has arrived", () => {
    new Written("p", "5").write([pending("a"), pending("b")]);
    const again = new Written("p", "5");
    expect(again.read()).toHaveLength(2);
    again.write([]);
    expect(sessionStorage).toHaveLength(0);
  });

  test("is what it says, whatever somebody else has written there", () => {
    sessionStorage.setItem("chathub.panel.written p", "{broken");
    expect(new Written("p", "5").drafts()).toEqual([]);
    const odd = { owner: "5", drafts: { 4: { text: 7 }, x: { text: "?" }, 9: null }, pending: {} };
    sessionStorage.setItem("chathub.panel.written p", JSON.stringify(odd));
    const written = new Written("p", "5");
    expect([written.drafts(), written.read()]).toEqual([[], []]);
  });

  test("is kept as long as the page where storage is refused", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("refused", "SecurityError");
    });
    const written = new Written("p", "5");
    written.keep(4, { text: "still here", note: false });
    expect(written.drafts()).toEqual([[4, { text: "still here", note: false }]]);
    vi.restoreAllMocks();
  });
});
