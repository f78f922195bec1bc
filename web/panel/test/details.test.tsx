import { operatorState } from "@chathub/protocol";
import { language } from "@chathub/ui/words";
import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { conversation, operatorSnapshot } from "../../protocol/test/desk";
import { Details } from "../src/later/Details";
import { en } from "../src/later/locales/en";
import { Cards } from "../src/page/card";
import type { Session } from "../src/session";

const channel = { id: 1, kind: "web", name: "Shop", labels: { size: "Your size" } } as const;
const { conversation: plain } = conversation(4);
const told = {
  ...plain,
  customer: {
    ...plain.customer,
    name: "Anna",
    fields: { size: "XL", gone: "yes" },
    consentedAt: 5,
  },
  rating: { score: 4, comment: "Quick and kind", at: 9 },
};
const cards = new Cards();
const session = {
  cards,
  client: { state: signal(operatorState(operatorSnapshot([], { channels: [channel] }))) },
  face: () => null,
} as unknown as Session;
const words = language("en", en);
let root: HTMLElement;

beforeEach(() => {
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const draw = (shown: typeof told | typeof plain) =>
  render(
    <Details words={words} session={session} conversation={shown} close={() => undefined} />,
    root,
  );
const lines = () =>
  Object.fromEntries(
    [...root.querySelectorAll("dl > div")].map((line) => [
      line.querySelector("dt")?.textContent,
      line.querySelector("dd")?.textContent,
    ]),
  );

test("the form's answers stand under the labels of the channel's form, or else their keys", () => {
  draw(told);
  expect(lines()).toMatchObject({ "Your size": "XL", gone: "yes", Name: "Anna", Channel: "Shop" });
  expect(lines()).toHaveProperty("Agreed");
});

test("a rating is stars with a name, and the comment", () => {
  draw(told);
  expect(root.querySelector("[role=img]")?.getAttribute("aria-label")).toBe("4 / 5");
  expect(root.querySelectorAll(".star.full")).toHaveLength(4);
  expect(root.textContent).toContain("Quick and kind");
});

test("what nobody has told has no line", () => {
  draw(plain);
  expect(Object.keys(lines())).toEqual(["Channel", "Opened"]);
  expect(root.querySelector(".stars")).toBeNull();
});

test("the page's card comes first", () => {
  cards.put({ conversation: 4, title: "Orders", rows: [{ label: "Total", value: 9 }] }, null);
  draw(plain);
  expect(root.querySelector("h3")?.textContent).toBe("Orders");
  expect(Object.entries(lines())[0]).toEqual(["Total", "9"]);
});
