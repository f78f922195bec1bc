/** An operator's client: the organization's conversations, kept up by events, and what can be done with them. */
import { computed } from "@preact/signals-core";
import type { OperatorClient } from "./clients";
import { Core, ignored } from "./core";
import type { Command, InboxItem, Message, OperatorPresence, ServerFrame } from "./generated";
import { Lists } from "./lists";
import { OpenThreads } from "./open-threads";
import { applyOperator, operatorState, placeIn, unreadOf, withStored } from "./operator-state";
import { Presence } from "./presence";
import { placeOf } from "./thread";
import type { ClientOptions, OperatorState } from "./types";

/** Connects as soon as there is a token, which it keeps in memory only. */
export function createOperatorClient(options: ClientOptions): OperatorClient {
  const core: Core<OperatorState> = new Core(options, {
    store: options.pending ?? null,
    keepsPending: false,
    snapshot: ({ snapshot }) =>
      snapshot.kind === "operator"
        ? { ...operatorState(snapshot), threads: threads.begin() }
        : null,
    apply: applyOperator,
    stored: withStored,
    wroteMyself: ({ me }, { sender }: Message) => sender.kind === "operator" && sender.id === me.id,
    heard,
    live() {
      presence.live();
      threads.live();
      lists.fill();
    },
    forgot() {
      presence.clear();
      threads.clear();
    },
  });
  const { connection, outbox, requests, addresses } = core;
  const lists = new Lists(core);
  const threads = new OpenThreads(core);
  const presence = new Presence((state) => core.ask({ type: "presence", state }));

  function heard(frame: ServerFrame): void {
    if (frame.type === "presence") presence.heard(frame);
    else if (frame.type === "snapshot") lists.begin();
    else if (frame.type === "event") {
      lists.heard(frame);
      const { event } = frame;
      if (event?.type !== "erased") return;
      for (const { clientId, conversation } of outbox.items.peek()) {
        if (conversation === event.conversation) outbox.discard(clientId);
      }
    }
  }

  async function change(command: Command): Promise<void> {
    // The event that follows brings the conversation as it is now, in its order.
    await requests.ask(command, "changed");
  }

  async function done(command: Command): Promise<void> {
    await core.ask(command);
  }

  const unread = computed(() => {
    const state = core.state.value;
    const open = (item: InboxItem) => placeIn(item.conversation, state?.me.id ?? 0) !== null;
    return [...(state?.conversations.values() ?? [])]
      .filter(open)
      .reduce((sum, item) => sum + unreadOf(item), 0);
  });

  return {
    state: core.state,
    link: connection.link,
    pending: outbox.items,
    typists: core.typing.typists,
    presence: presence.here,
    unread,
    setToken: (token) => core.setToken(token),
    sleep: () => connection.sleep(),
    wake: () => connection.wake(),
    close: () => core.close(),
    retry: (clientId) => outbox.retry(clientId),
    discard: (clientId) => outbox.discard(clientId),
    upload: (file, onProgress, signal) => core.upload(file, onProgress, signal),
    address: (id) => addresses.value?.of(id),
    wanted: (ids) => void core.want(ids).catch(ignored),
    list: (view) => lists.part(view),
    loadMore: (view) => lists.more(view),
    open: (conversation) => threads.open(conversation),
    older: (conversation) => threads.older(conversation),
    newer: (conversation) => threads.newer(conversation),
    around: (conversation, position) => threads.around(conversation, position),
    latest: (conversation) => threads.latest(conversation),
    send(conversation, { text, attachments = [] }, note = false) {
      core.typing.sent(conversation);
      return outbox.add({ conversation, text, attachments, note });
    },
    seen(conversation) {
      const state = core.state.peek();
      const item = state?.conversations.get(conversation);
      if (!item || unreadOf(item) === 0) return;
      const thread = state?.threads.get(conversation);
      const last = thread?.newer ? null : (thread?.messages.at(-1) ?? null);
      const upto = Math.max(last ? placeOf(last) : 0, item.conversation.lastMessage?.position ?? 0);
      core.marks.seen(conversation, upto);
    },
    typing: (conversation) => core.tellTyping(conversation),
    take: (conversation) => change({ type: "take", conversation }),
    assign: (conversation, operator) => change({ type: "assign", conversation, operator }),
    release: (conversation) => change({ type: "release", conversation }),
    resolve: (conversation) => change({ type: "resolve", conversation }),
    reopen: (conversation) => change({ type: "reopen", conversation }),
    block: (customer) => done({ type: "block", customer }),
    unblock: (customer) => done({ type: "unblock", customer }),
    search: (text, before) =>
      requests.ask({ type: "search", text, ...(before !== undefined && { before }) }, "found"),
    tellPresence: (state: OperatorPresence["state"]) => presence.tell(state),
  };
}
