/** `window.ChatHub` until the page first uses it: what it is asked then fetches the rest, and is passed on. */
import type { Chat, ChatHub } from "../types/chat-widget";

let rest: Promise<{ readonly hub: ChatHub }> | undefined;

const queue: Window["ChatHub"] | undefined = window.ChatHub;
if (!queue || Array.isArray(queue)) {
  const front = createFront((hub) => hub) as ChatHub;
  window.ChatHub = front;
  for (const deed of queue || []) front.push(deed);
}

/** Anything can be called at once; few of the verbs have an answer that cannot wait. */
function createFront(choose: (hub: ChatHub) => Chat): Chat {
  const use = async <Result>(deed: (chat: Chat) => Result) => {
    // One promise for all: what is asked first is done first.
    rest ??= import("./chat-hub");
    return deed(choose((await rest).hub));
  };
  const front = {
    get ready() {
      return use((chat) => chat.ready);
    },
    on(...given: Parameters<Chat["on"]>) {
      use((chat) => chat.on(...given));
      return () => use((chat) => chat.off(...given));
    },
    getState: () => ({ open: false, unread: 0, online: false, queuePosition: null }),
    widget: (id: string) => createFront((hub) => hub.widget(id)),
    __proto__: new Proxy(
      {},
      {
        get: (_, verb) =>
          // Nobody may take it for a promise.
          verb !== "then" &&
          ((...given: unknown[]) =>
            void use((chat) =>
              (chat as unknown as Record<typeof verb, (...given: unknown[]) => void>)[verb]?.(
                ...given,
              ),
            )),
      },
    ),
  };
  return front as unknown as Chat;
}
