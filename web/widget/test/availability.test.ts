import { language } from "@chathub/ui/language";
import { expect, test } from "vitest";
import { availabilityOf } from "../src/availability";
import { en } from "../src/locales/en";
import type { WidgetSettings } from "../src/settings";

const speech = language("en-GB", en);
const SETTINGS: WidgetSettings = {
  guid: "g",
  name: "Shop",
  organization: "Sample",
  online: true,
  open: true,
  opensAt: null,
  greeting: null,
  teaser: null,
  teaserAfter: null,
  awayText: null,
  form: { when: "never", name: "no", email: "no", phone: "no", fields: [], consent: null },
  rating: true,
  looks: {},
};

test("with somebody here it says so, and greets", () => {
  const now = availabilityOf({ ...SETTINGS, greeting: "Welcome!" }, true, speech);
  expect(now).toEqual({ online: true, away: false, greeting: "Welcome!", state: "We are online" });
});

test("with nobody here it promises an answer, in the company's words if there are any", () => {
  const now = availabilityOf({ ...SETTINGS, awayText: "Back soon." }, false, speech);
  expect(now).toMatchObject({ away: true, greeting: "Back soon." });
  expect(availabilityOf(SETTINGS, false, speech).greeting).toContain("as soon as we are back");
});

test("outside of the opening hours it says when it opens, also while somebody is still here", () => {
  const opensAt = new Date(2026, 10, 30, 9, 0).getTime();
  const now = availabilityOf({ ...SETTINGS, open: false, opensAt }, true, speech);
  expect(now).toMatchObject({ online: false, away: true });
  expect(now.state).toMatch(/Monday.*09:00/);
});

test("while nothing is known nothing is promised", () => {
  expect(availabilityOf(null, undefined, speech)).toMatchObject({ away: false, state: "" });
});
