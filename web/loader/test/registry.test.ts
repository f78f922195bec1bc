import { describe, expect, it, vi } from "vitest";
import { flush } from "../src/registry";
import {
  controls,
  eachTestOnItsOwnPage,
  FRESH,
  hosts,
  loadLater,
  OTHER,
  PREFIX,
  page,
  script,
  settle,
  shown,
} from "./page";

eachTestOnItsOwnPage();

describe("an element appears", () => {
  it("has its loading state as soon as the document was looked at", async () => {
    document.body.append(script(FRESH));
    await Promise.resolve();
    expect(hosts().map((host) => host.shadowRoot?.textContent)).toEqual(["connecting"]);
    expect(hosts()[0]?.parentNode).toBe(document.documentElement);
  });

  it("gets one user interface, in the emptied root", async () => {
    document.body.append(script(FRESH));
    await settle();
    flush();
    controls.refresh();
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}`]);
    expect(hosts()[0]?.shadowRoot?.innerHTML).toBe("<textarea></textarea>");
  });

  it("is found inside what is added, in the head too, and nothing else is a panel", async () => {
    const part = document.createElement("div");
    const decoy = document.createElement("div");
    decoy.id = PREFIX;
    part.append(decoy, script(FRESH, "something-else"), script(FRESH, `${PREFIX}-sales`));
    part.dataset.test = "";
    document.body.append(part);
    document.head.append(script(OTHER, `${PREFIX}-support`));
    await settle();
    expect(shown()).toEqual([`${PREFIX}-sales`, `${PREFIX}-support`]);
  });

  it("is one panel for each id, each with its own place", async () => {
    document.body.append(script(FRESH, `${PREFIX}-1`), script(OTHER, `${PREFIX}-2`));
    await settle();
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}-1`, `mount ${OTHER} ${PREFIX}-2`]);
    const slots = hosts().map((host) => host.style.getPropertyValue("--chathub-slot"));
    expect(slots).toEqual(["0", "1"]);
  });

  it("stands from the first frame on the side that its language has it on", async () => {
    const element = script(FRESH);
    element.setAttribute("locale", "ar-EG");
    document.body.append(element, script(FRESH, `${PREFIX}-2`));
    await settle();
    expect(hosts().map((host) => host.dir)).toEqual(["rtl", "ltr"]);
    document.documentElement.lang = "ar";
    document.body.append(script(FRESH, `${PREFIX}-3`));
    await settle();
    document.documentElement.lang = "";
    expect(hosts().map((host) => host.dir)).toEqual(["rtl", "ltr", "rtl"]);
  });

  it("waits without a token, and is told of one", async () => {
    const element = script(null);
    document.body.append(element);
    await settle();
    element.setAttribute("token", FRESH);
    await settle();
    expect(page.ui.turns).toEqual([`mount null ${PREFIX}`, `update ${FRESH} ${PREFIX}`]);
    expect(page.failures).toEqual([]);
  });

  it("is never changed or removed", async () => {
    const element = script(FRESH);
    document.body.append(element);
    const before = element.outerHTML;
    await settle();
    expect(document.body.contains(element)).toBe(true);
    expect(element.outerHTML).toBe(before);
  });
});

describe("duplicates and replacements", () => {
  it("lets the element inserted last win, wherever it stands", async () => {
    document.body.append(script(FRESH));
    await settle();
    const later = script(OTHER);
    document.head.append(later);
    await settle();
    expect(hosts()).toHaveLength(1);
    expect(page.ui.shells[0]?.script).toBe(later);
    later.remove();
    await settle();
    expect(page.ui.turns.slice(1)).toEqual([
      `update ${OTHER} ${PREFIX}`,
      `update ${FRESH} ${PREFIX}`,
    ]);
  });

  it("goes on when one element replaces another within a task", async () => {
    const first = script(FRESH);
    document.body.append(first);
    await settle();
    const [host] = hosts();
    first.remove();
    document.body.append(script(OTHER));
    await settle();
    expect(hosts()).toEqual([host]);
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}`, `update ${OTHER} ${PREFIX}`]);
  });

  it("goes on when the element moves or the body is swapped", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    document.head.append(element);
    const body = document.createElement("body");
    body.append(element);
    document.body.replaceWith(body);
    await settle();
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}`]);
    expect(shown()).toEqual([PREFIX]);
  });

  it("is a new panel under a new id", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    element.id = `${PREFIX}-other`;
    await settle();
    expect(shown()).toEqual([`${PREFIX}-other`]);
  });

  it("never moves what it holds to another server", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    element.setAttribute("api-url", "https://other.example/");
    await settle();
    expect(page.ui.turns.at(1)).toBe(`destroy ${PREFIX}`);
    expect(page.ui.shells.map((shell) => shell.apiOrigin)).toEqual([
      "https://chat.example",
      "https://other.example",
    ]);
  });
});

describe("an element goes", () => {
  it("hides its panel at once and ends it within three seconds", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    element.remove();
    await Promise.resolve();
    expect(hosts()[0]?.hidden).toBe(true);
    expect(hosts()[0]?.inert).toBe(true);
    await vi.advanceTimersByTimeAsync(2100);
    expect(page.ui.turns.slice(1)).toEqual([`park ${PREFIX}`, `destroy ${PREFIX}`]);
    expect(hosts()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("revives its panel when one with its id comes in time, focus included", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    const [host] = hosts();
    const draft = host?.shadowRoot?.querySelector("textarea");
    draft?.focus();
    element.remove();
    await vi.advanceTimersByTimeAsync(1900);
    draft?.blur();
    document.body.append(script(OTHER));
    await vi.advanceTimersByTimeAsync(5000);
    expect(hosts()).toEqual([host]);
    expect(host?.hidden).toBe(false);
    expect(host?.shadowRoot?.activeElement).toBe(draft);
    expect(page.ui.turns.slice(1)).toEqual([`park ${PREFIX}`, `revive ${OTHER} ${PREFIX}`]);
  });

  it("leaves nothing behind when it goes before its user interface came", async () => {
    const arrive = loadLater();
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    element.remove();
    await vi.advanceTimersByTimeAsync(2100);
    arrive();
    await settle();
    expect(page.ui.turns).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("parks a user interface that arrives late", async () => {
    const arrive = loadLater();
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    element.remove();
    await settle();
    arrive();
    await settle();
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}`, `park ${PREFIX}`]);
  });

  it("puts a host back that the page dropped, but does not fight for ever", async () => {
    document.body.append(script(FRESH));
    await settle();
    for (let round = 0; round < 30; round++) {
      for (const host of hosts()) host.remove();
      await settle();
      expect(hosts()).toHaveLength(round < 20 ? 1 : 0);
    }
  });
});
