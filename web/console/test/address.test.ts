import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addressOf,
  follow,
  go,
  keepWatch,
  place,
  placeOf,
  watchAddress,
  watched,
} from "../src/address";

const HOME = { organization: null, screen: "", rest: "" };

beforeEach(async () => {
  await go("/console", "replace");
});

const releases: (() => void)[] = [];

function watch(guard: () => Promise<boolean>): void {
  releases.push(keepWatch(guard));
}

afterEach(() => {
  for (const release of releases.splice(0)) release();
});

describe("a place in the address", () => {
  test.each([
    ["/console", HOME],
    ["/console/", HOME],
    ["/console/people", { organization: null, screen: "people", rest: "" }],
    ["/console/organization/5/channels", { organization: 5, screen: "channels", rest: "" }],
    [
      "/console/organization/5/channels/a%2Fb/c",
      { organization: 5, screen: "channels", rest: "a/b/c" },
    ],
    ["/console/organization/5", { organization: 5, screen: "", rest: "" }],
    [
      "/console/organization/05/channels",
      { organization: null, screen: "organization", rest: "05/channels" },
    ],
    ["/console/organization/x", { organization: null, screen: "organization", rest: "x" }],
    ["/console/people/%E0%A4%A", { organization: null, screen: "people", rest: "%E0%A4%A" }],
  ])("%s", (path, expected) => {
    expect(placeOf(path)).toEqual(expected);
  });

  test("is written as it is read", () => {
    for (const one of [HOME, { organization: 7, screen: "channels", rest: "a b/c?d" }]) {
      expect(placeOf(addressOf(one))).toEqual(one);
    }
  });
});

describe("going somewhere", () => {
  test("changes the place, and the browser's history knows it", async () => {
    await go("/console/people");
    expect(location.pathname).toBe("/console/people");
    expect(place.value.screen).toBe("people");
  });

  test("asks first while something typed would be lost, and stays where the answer is no", async () => {
    watch(async () => false);
    await go("/console/people");
    expect(place.value).toEqual(HOME);
    watch(async () => true);
    await go("/console/people");
    expect(place.value.screen).toBe("people");
  });

  test("asks for what a page holds also once a dialog over it is done", async () => {
    watch(async () => false);
    const release = keepWatch(async () => true);
    expect(watched()).toBe(2);
    release();
    release();
    expect(watched()).toBe(1);
    await go("/console/people");
    expect(place.value).toEqual(HOME);
  });

  test("asks nothing once the form is left", async () => {
    let asked = 0;
    watch(async () => {
      asked += 1;
      return true;
    });
    await go("/console/people");
    await go("/console/keys");
    expect(asked).toBe(1);
  });

  test("by the browser's own buttons asks first, too, and brings back whoever stays", async () => {
    watchAddress();
    await go("/console/people");
    let leave = false;
    let asked = 0;
    watch(async () => {
      asked += 1;
      return leave;
    });
    history.back();
    await expect.poll(() => asked).toBe(1);
    await expect.poll(() => location.pathname).toBe("/console/people");
    expect(place.value.screen).toBe("people");
    leave = true;
    history.back();
    await expect.poll(() => place.value).toEqual(HOME);
    expect(location.pathname).toBe("/console");
    history.forward();
    await expect.poll(() => place.value.screen).toBe("people");
    expect(asked).toBe(2);
  });

  test("warns before a page with something typed is closed, and only then", () => {
    watchAddress();
    const closes = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(closes()).toBe(true);
    watch(async () => true);
    expect(closes()).toBe(false);
  });
});

describe("a link", () => {
  const press = (href: string, options: MouseEventInit = {}) => {
    const link = document.createElement("a");
    link.href = href;
    document.body.append(link);
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...options });
    link.addEventListener("click", (pressed) => {
      follow(pressed);
      // jsdom goes nowhere, and says so.
      pressed.preventDefault();
    });
    link.dispatchEvent(event);
  };

  test("within the console loads nothing anew", async () => {
    press("/console/audit");
    await expect.poll(() => place.value.screen).toBe("audit");
  });

  test.each([
    ["elsewhere", "/panel", {}],
    ["whose name only begins alike", "/console-of-somebody-else", {}],
    ["into a new tab", "/console/audit", { ctrlKey: true }],
    ["to a part of this page", "/console#content", {}],
  ])("%s is the browser's", async (_, href, options) => {
    press(href, options);
    await Promise.resolve();
    expect(place.value).toEqual(HOME);
  });
});
