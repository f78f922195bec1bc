import { type CustomerState, RequestError } from "@chathub/protocol";
import { describe, expect, it, vi } from "vitest";
import { raise } from "../src/raise";
import { add, type FakeVisit } from "./fake-chat";
import { eachTestOnItsOwnPage, settle } from "./page";

eachTestOnItsOwnPage();

const { hub } = await import("../src/chat-hub");

describe("what a page tells of a visit", () => {
  const state = (part: Partial<CustomerState> = {}) =>
    ({ conversation: null, online: false, queuePosition: null, ...part }) as CustomerState;
  const begun = state({
    conversation: { status: "open", operator: null } as CustomerState["conversation"],
    queuePosition: 2,
  });

  async function usable() {
    const chat = await add();
    chat.become(true);
    await settle();
    const { session } = chat;
    return { chat, session, visit: chat.state.visit as FakeVisit };
  }

  it("waits on the page until there is a conversation, the newest twenty of it", async () => {
    const { chat, session, visit } = await usable();
    for (let count = 1; count <= 25; count += 1) hub.sendEvent(`Event ${count}`, { count });
    await settle();
    expect(visit.running).toBeNull();
    visit.token = "a.b.c";
    session.state.value = begun;
    raise(chat.shell, "conversation:start");
    await settle();
    const names = session.asked.map((command) => command.type === "happened" && command.name);
    expect(names).toEqual(Array.from({ length: 20 }, (_, index) => `Event ${index + 6}`));
    expect(hub.getState()).toMatchObject({ online: false, queuePosition: 2 });
  });

  it("is text of a bounded length, whatever the page hands in", async () => {
    const { session, visit } = await usable();
    await visit.session();
    session.state.value = begun;
    const long = "x".repeat(199);
    hub.sendEvent(" Added\nto cart ", { a: 1, b: null as never, c: `${long}😀`, "": true });
    hub.sendEvent(Symbol("odd") as never, null as never);
    await settle();
    expect(session.asked).toMatchObject([
      { name: "Added to cart", details: { a: "1", b: "null", c: long, "-": "true" } },
      { name: "Symbol(odd)", details: {} },
    ]);
  });

  it("is told again after a while where the server was too busy, and once only", async () => {
    const { session, visit } = await usable();
    await visit.session();
    session.state.value = begun;
    session.errors.push(new RequestError("limit", "Too many", true, 7));
    hub.sendEvent("One");
    hub.sendEvent("Two");
    await settle();
    expect(session.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(session.asked).toMatchObject([{ name: "One" }, { name: "Two" }]);
    session.errors.push(new RequestError("invalid", "Never"));
    hub.sendEvent("Three");
    hub.sendEvent("Four");
    await settle();
    expect(session.asked.slice(2)).toMatchObject([{ name: "Four" }]);
  });

  it("is of nobody who logs out, nor of one person when another has come", async () => {
    const { chat, session, visit } = await usable();
    hub.sendEvent("Before the logout");
    hub.logout();
    visit.person = "anna";
    hub.sendEvent("Anna's");
    visit.person = "bohdan";
    hub.sendEvent("Bohdan's");
    await visit.session();
    session.state.value = begun;
    raise(chat.shell, "open");
    await settle();
    expect(session.asked).toMatchObject([{ name: "Bohdan's" }]);
  });

  it("is whom its customer wants to reach, too, as soon as there is a customer", async () => {
    const { chat, session, visit } = await usable();
    hub.startConversation("Hello", " Wholesale ");
    await settle();
    expect(chat.asked).toEqual(["show", "bring true"]);
    await visit.session();
    session.state.value = state();
    raise(chat.shell, "open");
    await settle();
    expect(session.asked).toEqual([{ type: "profile", department: "Wholesale" }]);
  });
});
