import { describe, expect, it } from "vitest";
import { register } from "../src/registry";
import {
  controls,
  definition,
  eachTestOnItsOwnPage,
  FRESH,
  hosts,
  OTHER,
  PREFIX,
  page,
  Recorder,
  script,
  settle,
  shown,
} from "./page";

eachTestOnItsOwnPage();

describe("the page", () => {
  it("sleeps and wakes its panels with the back/forward cache", async () => {
    document.body.append(script(FRESH));
    await settle();
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    expect(page.ui.turns.slice(1)).toEqual([`sleep ${PREFIX}`, `wake ${PREFIX}`]);
  });

  it("mounts elements in a shadow root by hand, and watches them from then on", async () => {
    const box = document.createElement("div");
    box.dataset.test = "";
    document.body.append(box);
    const element = script(FRESH);
    box.attachShadow({ mode: "closed" }).append(element);
    await settle();
    expect(shown()).toEqual([]);
    controls.mount(element);
    expect(shown()).toEqual([PREFIX]);
    element.remove();
    await settle();
    expect(shown()).toEqual([]);
  });

  it("unmounts by hand until the element is mounted or inserted again", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    controls.unmount(element);
    controls.refresh();
    expect(hosts()).toEqual([]);
    controls.mount(element);
    expect(shown()).toEqual([PREFIX]);
    controls.unmount(element);
    document.head.append(element);
    await settle();
    expect(shown()).toEqual([PREFIX]);
  });

  it("refuses to mount what is no panel's element", () => {
    expect(() => controls.mount(script(FRESH, "something"))).toThrow(PREFIX);
  });

  it("shares one registry between copies; each serves the elements from its own host", async () => {
    const second = new Recorder();
    const again = register({ ...definition, load: async () => second });
    expect(again).toBe(controls);
    register({ ...definition, origin: "https://two.example", load: async () => second });
    document.body.append(
      script(FRESH, PREFIX, "https://chat.example/w.js?v=2"),
      script(OTHER, `${PREFIX}-two`, "https://two.example/w.js"),
    );
    await settle();
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}`]);
    expect(second.turns).toEqual([`mount ${OTHER} ${PREFIX}-two`]);
    expect(second.shells[0]?.apiOrigin).toBe("https://two.example");
  });
});
