import { describe, expect, it, vi } from "vitest";
import { eachTestOnItsOwnPage, FRESH, hosts, PREFIX, page, script, settle, shown } from "./page";

eachTestOnItsOwnPage();

describe("what the user interface tells of a token", () => {
  it("reaches the page once for each token", async () => {
    const element = script("one.two.three");
    document.body.append(element);
    await settle();
    page.ui.shells[0]?.fail("token expired");
    page.ui.shells[0]?.fail("token expired");
    element.remove();
    document.body.append(script("one.two.three"), script("one.two.three", `${PREFIX}-2`));
    await settle();
    for (const shell of page.ui.shells) shell.fail("token expired");
    document.querySelector(`#${PREFIX}`)?.setAttribute("token", "four.five.six");
    await settle();
    page.ui.shells[0]?.fail("token expired");
    await settle();
    expect(page.failures).toHaveLength(2);
    expect(page.failures[0]).toContain("token expired");
    expect(page.failures.join()).not.toContain("one.two.three");
  });

  it("may be answered with a new element at once", async () => {
    const answer = () => {
      for (const element of document.querySelectorAll("script")) element.remove();
      document.body.append(script(FRESH));
    };
    addEventListener("error", answer, { once: true });
    document.body.append(script("of.no.use"));
    await settle();
    page.ui.shells[0]?.fail("Invalid token");
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
