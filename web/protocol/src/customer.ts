/** A customer's client: one conversation, from the snapshot on kept up by events. */
import { computed } from "@preact/signals-core";
import type { CustomerClient } from "./clients";
import { Core, ignored } from "./core";
import { applyCustomer, customerState } from "./customer-state";
import type { EventFrame } from "./generated";
import { placeOf, threadOf, withMessage, withOlder } from "./thread";
import type { ClientOptions, CustomerState } from "./types";

/** Connects as soon as there is a token. */
export function createCustomerClient(options: ClientOptions): CustomerClient {
  const core: Core<CustomerState> = new Core(options, {
    store: options.pending ?? null,
    keepsPending: true,
    snapshot: ({ snapshot }) => (snapshot.kind === "customer" ? customerState(snapshot) : null),
    apply: applyCustomer,
    stored: withMessage,
    wroteMyself: (_, { sender }) => sender.kind === "customer",
    heard(frame) {
      if ((frame as EventFrame).event?.type === "erased") core.outbox.clear();
      if (frame.type !== "presence" && frame.type !== "queue") return;
      const { type: _, ...told } = frame;
      core.update((state) => ({ ...state, ...told }));
    },
    live: () => undefined,
    forgot: () => undefined,
  });
  const { connection, outbox, requests, addresses } = core;
  const unread = computed(() => {
    const conversation = core.state.value?.conversation;
    return Math.max(
      0,
      conversation ? conversation.operatorMessages - conversation.customerSeen : 0,
    );
  });
  let paging: Promise<void> | null = null;

  async function page(): Promise<void> {
    const first = core.state.peek()?.messages[0];
    if (!first) return;
    const older = await requests.ask({ type: "thread", before: placeOf(first) }, "thread");
    core.update((state) => withOlder(state, older));
  }

  return {
    state: core.state,
    link: connection.link,
    pending: outbox.items,
    typists: core.typing.typists,
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
    older() {
      paging ??= page().finally(() => {
        paging = null;
      });
      return paging;
    },
    async latest() {
      const [page, events] = await core.withEvents(requests.ask({ type: "thread" }, "thread"));
      core.update((state) =>
        events.reduce(
          (thread, { event }) =>
            event.type === "message" ? withMessage(thread, event.message) : thread,
          { ...state, ...threadOf(page) },
        ),
      );
    },
    send({ text, attachments = [] }) {
      core.typing.sent(null);
      return outbox.add({ conversation: null, text, attachments, note: false });
    },
    seen() {
      const { messages = [], newer } = core.state.peek() ?? {};
      const last = messages.at(-1);
      if (last && !newer && unread.peek() > 0) core.marks.seen(null, placeOf(last));
    },
    typing: () => core.tellTyping(null),
    async tellProfile(profile) {
      await core.ask({ type: "profile", ...profile });
      // Before the first message there is no stream of events that would tell of it.
      const { told } = await import("./later/told");
      core.update((state) => told(state, profile));
    },
    ask: (command) => core.ask(command),
  };
}
