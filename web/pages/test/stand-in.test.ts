import { createCustomerClient } from "@chathub/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PLAIN } from "../../console/src/preview/plain";
import type { Draft } from "../src/preview/draft";
import { Line } from "../src/preview/line";
import { StandIn } from "../src/preview/stand-in";

const DRAFT: Draft = {
  kind: "draft",
  settings: { ...PLAIN, looks: { ...PLAIN.looks, mainColor: "#0a7d55", offsetX: 40 } },
  channel: "Website",
  organization: "Tea",
  theme: "light",
  locale: "en",
  presence: { online: true, open: true, opensAt: null },
  opened: false,
  operator: "Olena",
  answer: "Good day!",
};
const AWAY = { online: false, open: true, opensAt: null };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The real client, connected to the stand-in. */
async function joined(server: StandIn) {
  const client = createCustomerClient({
    apiOrigin: location.origin,
    token: "preview.preview.preview",
    socket: () => new Line(server) as unknown as WebSocket,
    fetch: server.fetch as typeof fetch,
    random: () => 0.5,
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(client.link.value).toBe("live");
  return client;
}

test("the settings are told by the attributes' names, and somebody is there or not", async () => {
  const server = new StandIn(DRAFT);
  const told = await (await server.fetch("/api/widget/preview")).json();
  expect(told.looks).toEqual({ "main-color": "#0a7d55", "offset-x": 40 });
  expect([told.organization, told.online, told.open, told.opensAt]).toEqual([
    "Tea",
    true,
    true,
    null,
  ]);
  server.draft = { ...DRAFT, presence: { online: false, open: false, opensAt: 123 } };
  const away = await (await server.fetch("/api/widget/preview")).json();
  expect([away.online, away.open, away.opensAt]).toEqual([false, false, 123]);
});

test("the first message is answered, and the conversation is there after a new beginning", async () => {
  const server = new StandIn(DRAFT);
  const client = await joined(server);
  client.send({ text: "Which tea?" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(client.typists.value).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(5000);
  const texts = () => client.state.value?.messages.map(({ text }) => text);
  expect(texts()).toEqual(["Which tea?", "Good day!"]);
  expect(client.state.value?.conversation).toMatchObject({
    operator: "Olena",
    customerMessages: 1,
    operatorMessages: 1,
  });
  server.resolve();
  expect(client.state.value?.conversation?.status).toBe("resolved");
  const again = await joined(server);
  expect(again.state.value).toEqual(client.state.value);
  server.shelf.setItem("chathub.preview-1", "kept");
  expect(server.shelf.getItem()).toBe("kept");
  server.restart();
  expect(server.shelf.getItem()).toBeNull();
  expect((await joined(server)).state.value?.messages).toEqual([]);
  for (const one of [client, again]) one.close();
});

test("nobody answers while nobody is here", async () => {
  const server = new StandIn({ ...DRAFT, presence: AWAY });
  const client = await joined(server);
  expect(client.state.value?.online).toBe(false);
  client.send({ text: "Anybody?" });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(client.state.value?.messages).toHaveLength(1);
  client.close();
});

test("what a customer tells is known, as the form asks for it no more", async () => {
  const server = new StandIn(DRAFT);
  const client = await joined(server);
  await Promise.all([
    client.tellProfile({ name: "Anna", fields: { order: "17" }, consent: true }),
    vi.advanceTimersByTimeAsync(100),
  ]);
  const again = await joined(server);
  expect(again.state.value).toMatchObject({ name: "Anna", fields: { order: "17" } });
  expect(again.state.value?.consentedAt).not.toBeNull();
});
