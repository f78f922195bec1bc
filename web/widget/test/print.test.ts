import type { Message } from "@chathub/protocol";
import { language } from "@chathub/ui/language";
import { expect, test } from "vitest";
import { paperOf } from "../src/later/print";
import { en } from "../src/locales/en";

function message(part: Partial<Message>): Message {
  return {
    clientId: "c",
    conversation: null,
    position: null,
    seq: 1,
    sender: { kind: "customer", id: null, name: null },
    text: "",
    attachments: [],
    note: false,
    at: Date.UTC(2026, 10, 25, 12),
    ...part,
  } as Message;
}

test("a transcript tells who wrote what and when, and which files went along", () => {
  const file = { id: "f", name: "bill.pdf", type: "", size: 1, width: null, height: null };
  const paper = paperOf(
    [
      message({ text: "<b>Hello</b>", attachments: [{ ...file, thumbnail: false }] }),
      message({
        text: "Hi",
        sender: { kind: "operator", id: 1, name: "Olena" },
      } as Partial<Message>),
      message({
        text: "Bye",
        sender: { kind: "operator", id: null, name: null },
      } as Partial<Message>),
    ],
    "Sample",
    language("en-GB", en),
  );
  expect(paper.querySelector("h1")?.textContent).toBe("Chat with Sample");
  const lines = [...paper.querySelectorAll("ol > li")];
  expect(lines.map((line) => line.querySelector("b")?.textContent)).toEqual([
    "You",
    "Olena",
    "Sample",
  ]);
  expect(lines[0]?.querySelector(".text")?.textContent).toBe("<b>Hello</b>");
  expect(lines[0]?.textContent).toContain("bill.pdf");
  expect(lines[0]?.querySelector("time")?.dateTime).toBe("2026-11-25T12:00:00.000Z");
});
