/** What follows from an operator's session besides what is drawn: the page is told, and the operator who looks elsewhere. */

import type { Shell } from "@chathub/loader";
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Alerts } from "./alerts/alerts";
import type { KeptChoices } from "./choices";
import { News } from "./news";
import { lifeOf } from "./page/expiry";
import { raise } from "./page/raise";
import type { Session } from "./session";

interface Followed {
  readonly shell: Shell;
  readonly session: Session;
  readonly alerts: Alerts;
  readonly choices: KeptChoices;
  readonly token: ReadonlySignal<string | null>;
}

/** Begins to follow, until the result is called. */
export function follow(followed: Followed): () => void {
  const { session, choices } = followed;
  const stops = [
    tellArrivals(followed),
    tellUnread(followed),
    tellOpened(followed),
    tellExpiry(followed),
    effect(() => session.client.tellPresence(choices.value.value.away ? "away" : "online")),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function tellArrivals({ shell, session, alerts }: Followed): () => void {
  const news = new News();
  return effect(() => {
    const state = session.client.state.value;
    if (state === null) return;
    for (const arrival of news.take(state)) {
      const { id } = arrival.conversation;
      const { sender, text, at } = arrival.message;
      alerts.take(arrival, state.me.id);
      raise(shell, "message", { conversation: id, message: { from: sender.kind, text, at } });
    }
  });
}

function tellUnread({ shell, session }: Followed): () => void {
  let told: number | null = null;
  return effect(() => {
    if (session.client.state.value === null) return;
    const unread = session.client.unread.value;
    if (unread === told) return;
    told = unread;
    raise(shell, "unread", { unread });
  });
}

function tellOpened({ shell, session }: Followed): () => void {
  let told: number | null = null;
  return effect(() => {
    const id = session.chosen.value;
    const item = id === null ? undefined : session.client.state.value?.conversations.get(id);
    if (id === null) told = null;
    if (item === undefined || id === told) return;
    told = id;
    const { id: customer, name, email, phone } = item.conversation.customer;
    raise(shell, "conversation:open", {
      conversation: item.conversation.id,
      customer: { id: customer, name, email, phone },
    });
  });
}

function tellExpiry({ shell, session, token }: Followed): () => void {
  return effect(() => {
    const life = token.value === null ? null : lifeOf(token.value, Date.now());
    if (life === null) return;
    const timer = setTimeout(() => {
      // A token that has ended already is told of in another way.
      if (session.client.link.peek() === "expired") return;
      raise(shell, "auth:expiring", { expiresAt: life.expiresAt });
    }, life.tellIn);
    return () => clearTimeout(timer);
  });
}
