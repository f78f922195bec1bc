import { describe, expect, it, vi } from "vitest";
import { eachTestOnItsOwnPage, FRESH, hosts, PREFIX, page, script, settle, shown } from "./page";

eachTestOnItsOwnPage();

describe("tokens that are none", () => {
  it.each(["undefined", "null", '{"error":"Unauthorized"}', "<!doctype html><p>Sign in"])(
    "tells the page once: %s",
    async (token) => {
      const element = script(token);
      document.body.append(element);
      await settle();
      element.remove();
      document.body.append(script(token), script(token, `${PREFIX}-2`));
      await settle();
      expect(page.failures.filter((message) => message.includes("Invalid token"))).toHaveLength(1);
      expect(page.failures.join()).not.toContain(token);
    },
  );

  it("tells what the user interface finds once for each token", async () => {
    const element = script("one.two.three");
    document.body.append(element);
    await settle();
    page.ui.shells[0]?.fail("token expired");
    page.ui.shells[0]?.fail("token expired");
    element.setAttribute("token", "four.five.six");
    await settle();
    page.ui.shells[0]?.fail("token expired");
    await settle();
    expect(page.failures).toHaveLength(2);
    expect(page.failures[0]).toContain("token expired");
  });

  it("survives a page that answers a failure with a new element at once", async () => {
    const answer = () => {
      for (const element of document.querySelectorAll("script")) element.remove();
      document.body.append(script(FRESH));
    };
    addEventListener("error", answer, { once: true });
    document.body.append(script("not-a-token"));
    await settle();
    expect(shown()).toEqual([PREFIX]);
    expect(page.ui.turns.at(-1)).toContain(FRESH);
  });
});

describe("what goes wrong while loading", () => {
  it("tries again, and under another address", async () => {
    const attempts: number[] = [];
    page.load = async (attempt) => {
      attempts.push(attempt);
      if (attempt < 2) throw new TypeError("cannot fetch");
      return page.ui;
    };
    document.body.append(script(FRESH));
    await vi.advanceTimersByTimeAsync(4000);
    expect(attempts).toEqual([0, 1, 2]);
    expect(page.ui.turns).toHaveLength(1);
  });

  it("says so after the seconds that the page chose", async () => {
    page.load = () => new Promise(() => {});
    const element = script(FRESH);
    element.setAttribute("fallback-after", "3");
    document.body.append(element);
    await vi.advanceTimersByTimeAsync(2900);
    expect(hosts()[0]?.shadowRoot?.textContent).toBe("connecting");
    await vi.advanceTimersByTimeAsync(200);
    expect(hosts()[0]?.shadowRoot?.textContent).toBe("unreachable");
  });

  it("tells a user interface's own failure, and goes on with the others", async () => {
    const sound = page.ui;
    page.load = async () => ({
      mount(shell) {
        if (shell.id.endsWith("-bad")) throw new Error("drawing failed");
        return sound.mount(shell);
      },
    });
    document.body.append(script(FRESH, `${PREFIX}-bad`), script(FRESH, `${PREFIX}-good`));
    await settle();
    expect(page.failures).toEqual([expect.stringContaining("drawing failed")]);
    expect(sound.turns).toEqual([`mount ${FRESH} ${PREFIX}-good`]);
  });
});
