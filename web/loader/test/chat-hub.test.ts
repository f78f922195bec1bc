import { beforeEach, describe, expect, it, vi } from "vitest";
import { raise } from "../src/raise";
import { register } from "../src/registry";
import type { Attributes, Chat, Shell } from "../src/ui";
import { definition, eachTestOnItsOwnPage, script, settle } from "./page";

eachTestOnItsOwnPage();

const PREFIX = "chat-widget-script";

/** A chat that is usable when the test says so, and writes down what is asked of it. */
class FakeChat implements Chat {
  readonly asked: string[] = [];
  state = { usable: false, open: false, unread: 0, online: true, refusal: null };

  constructor(readonly shell: Shell) {}

  become(usable: boolean): void {
    this.state = { ...this.state, usable };
    if (usable) raise(this.shell, "ready");
  }
  async bring(byPerson: boolean): Promise<void> {
    this.state = { ...this.state, open: true };
    this.asked.push(`bring ${byPerson}`);
  }
  close(): void {
    this.state = { ...this.state, open: false };
    this.asked.push("close");
  }
  setAway(away: boolean): void {
    this.asked.push(away ? "hide" : "show");
  }
  forget(): void {
    this.asked.push("forget");
  }
  update(attributes: Attributes): void {
    this.asked.push(`update ${attributes["userjwt"]} ${attributes["locale"]}`);
  }
  park(): void {}
  revive(): void {}
  sleep(): void {}
  wake(): void {}
  destroy(): void {
    this.become(false);
  }
}

let chats: FakeChat[] = [];
register({
  ...definition,
  prefix: PREFIX,
  attributes: ["userjwt", "locale"],
  load: async () => ({
    mount(shell) {
      const chat = new FakeChat(shell);
      chats.push(chat);
      return chat;
    },
  }),
});

async function add(id = PREFIX): Promise<FakeChat> {
  document.body.append(script(null, id));
  await settle();
  return chats.at(-1) as FakeChat;
}

const { hub } = await import("../src/chat-hub");
beforeEach(() => {
  chats = [];
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
    expect((await hub.ready).getState()).toEqual({ open: false, unread: 0, online: true });
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
    expect(chat.asked.slice(2)).toEqual(["update null null", "forget"]);
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
    expect(hub.getState()).toEqual({ open: false, unread: 0, online: false });
    expect(chat.asked).toEqual([]);
  });
});
