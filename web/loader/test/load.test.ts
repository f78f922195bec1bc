import { describe, expect, it, vi } from "vitest";
import { load } from "../src/load";
import { registryOr } from "../src/shared";
import {
  controls,
  definition,
  eachTestOnItsOwnPage,
  FRESH,
  loadLater,
  OTHER,
  PREFIX,
  page,
  script,
  settle,
  shown,
} from "./page";

eachTestOnItsOwnPage();

const registry = registryOr(controls as Parameters<typeof registryOr>[0]);
const loaded = (options: object) => load(definition, registry, options);

describe("an embed that the page's code loads", () => {
  it("is an element like any other, with the options as attributes", async () => {
    const ui = await loaded({ token: FRESH, fallbackAfter: 3, unknown: "x", apiUrl: null });
    const element = document.getElementById(PREFIX);
    expect(page.ui.turns).toEqual([`mount ${FRESH} ${PREFIX}`]);
    expect(ui).toHaveProperty("destroy");
    expect(element?.outerHTML).toBe(
      `<script id="${PREFIX}" api-url="https://chat.example" token="${FRESH}" fallback-after="3"></script>`,
    );
    expect(page.ui.shells[0]?.apiOrigin).toBe("https://chat.example");
    element?.remove();
    await settle();
    expect(shown()).toEqual([]);
  });

  it("goes on in place of one with the same id", async () => {
    document.body.append(script(FRESH, `${PREFIX}-one`));
    await settle();
    await loaded({ token: OTHER, id: `${PREFIX}-one` });
    expect(document.querySelectorAll("script")).toHaveLength(1);
    expect(page.ui.turns).toEqual([
      `mount ${FRESH} ${PREFIX}-one`,
      `update ${OTHER} ${PREFIX}-one`,
    ]);
  });

  it("shows its loading state at once, and waits for its user interface", async () => {
    const arrive = loadLater();
    const ready = vi.fn();
    void loaded({ token: FRESH }).then(ready);
    expect(shown()).toEqual([PREFIX]);
    await settle();
    expect(ready).not.toHaveBeenCalled();
    arrive();
    await settle();
    expect(ready).toHaveBeenCalledOnce();
  });

  it("has an id that is one of its kind", async () => {
    await expect(loaded({ token: FRESH, id: "chat" })).rejects.toThrow(PREFIX);
    expect(document.getElementById("chat")).toBeNull();
  });
});

describe("attributes that are set by hand", () => {
  it("hold until the element itself says something else", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    const [shell] = page.ui.shells;
    shell?.override({ token: OTHER });
    expect(page.ui.turns.at(-1)).toBe(`update ${OTHER} ${PREFIX}`);
    element.setAttribute("fallback-after", "3");
    await settle();
    expect(shell?.attributes()).toMatchObject({ token: OTHER, "fallback-after": "3" });
    element.setAttribute("token", "ggg.hhh.iii");
    await settle();
    expect(shell?.attributes().token).toBe("ggg.hhh.iii");
  });
});

describe("the end by the user interface's own hand", () => {
  it("comes at once and lasts until the element is inserted anew", async () => {
    const element = script(FRESH);
    document.body.append(element);
    await settle();
    page.ui.shells[0]?.end();
    element.setAttribute("token", OTHER);
    await settle();
    expect(shown()).toEqual([]);
    expect(page.ui.turns.at(-1)).toBe(`destroy ${PREFIX}`);
    document.head.append(element);
    await settle();
    expect(shown()).toEqual([PREFIX]);
  });
});
