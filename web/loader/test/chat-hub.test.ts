import { beforeEach, describe, expect, it, vi } from "vitest";
import { raise } from "../src/raise";
import { add, chats, PREFIX } from "./fake-chat";
import { eachTestOnItsOwnPage, settle } from "./page";

eachTestOnItsOwnPage();

const { hub } = await import("../src/chat-hub");
beforeEach(() => {
  chats.length = 0;
});

describe("ChatHub", () => {
  it("keeps what comes too early, and does it in its order once the chat is usable", async () => {
    hub.close();
    hub.show();
    hub.setLocale("uk");
    const chat = await add();
    expect(chat.asked).toEqual([]);
    chat.become(true);
    await settle();
    expect(chat.asked).toEqual(["close", "show", "update null uk"]);
    expect((await hub.ready).getState()).toEqual({
      open: false,
      unread: 0,
      online: true,
      queuePosition: null,
    });
  });

  it("means the first on the page, or the one that is named", async () => {
    const one = await add();
    const two = await add(`${PREFIX}-2`);
    two.become(true);
    await settle();
    hub.close();
    hub.widget(`${PREFIX}-2`).close();
    expect([one.asked, two.asked]).toEqual([[], ["close"]]);
    one.become(true);
    await settle();
    expect([one.asked, two.asked]).toEqual([["close"], ["close"]]);
    const named = hub.widget(`${PREFIX}-2`);
    expect((await named.ready).getState).toBe(named.getState);
  });

  it("asks for another identity when one has expired, but not over and over", async () => {
    const chat = await add();
    chat.become(true);
    await settle();
    const ask = vi.fn(async () => `jwt-${ask.mock.calls.length}`);
    hub.identify(ask);
    await settle();
    raise(chat.shell, "identity:expired");
    await settle();
    expect(ask).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(61_000);
    raise(chat.shell, "identity:expired");
    await settle();
    expect(chat.asked).toEqual(["update jwt-1 null", "update jwt-2 null"]);
    hub.logout();
    expect(chat.asked.slice(2)).toEqual(["forget"]);
    await vi.advanceTimersByTimeAsync(61_000);
    raise(chat.shell, "identity:expired");
    await settle();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("does not let the answer of an earlier question win", async () => {
    const chat = await add();
    chat.become(true);
    await settle();
    let answer = (_jwt: string) => {};
    hub.identify(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    hub.identify("newer");
    answer("older");
    await settle();
    expect(chat.asked).toEqual(["update newer null"]);
  });

  it("tells a mistake of the page's own code without stopping anything", async () => {
    const told = vi.fn();
    addEventListener("error", told, { once: true });
    hub.push(() => {
      throw new Error("the page's");
    });
    expect(told).toHaveBeenCalledOnce();
  });

  it("ends a chat, and answers all the same", async () => {
    const chat = await add();
    chat.become(true);
    await settle();
    hub.destroy();
    hub.open();
    hub.update({ locale: "pl" });
    expect(hub.getState()).toEqual({
      open: false,
      unread: 0,
      online: false,
      queuePosition: null,
    });
    expect(chat.asked).toEqual([]);
  });
});
