/** `window.ChatHub` until the page first uses it: what it is asked then fetches the rest, and is passed on. */
import type { Handle, Hub } from "./chat-hub";

declare global {
  interface Window {
    ChatHub?: Hub | Handle;
  }
}

let rest: Promise<{ readonly hub: Hub }> | undefined;

const queue = window.ChatHub as ((chat: Handle) => void)[] | undefined;
if (!queue || Array.isArray(queue)) {
  const front = createFront((hub) => hub) as Hub;
  window.ChatHub = front;
  for (const deed of queue || []) front.push(deed);
}

/** Anything can be called at once; few of the verbs have an answer that cannot wait. */
function createFront(choose: (hub: Hub) => Handle): Handle {
  const use = async <Result>(deed: (chat: Handle) => Result) => {
    // One promise for all: what is asked first is done first.
    rest ??= import("./chat-hub");
    return deed(choose((await rest).hub));
  };
  const front = {
    get ready() {
      return use((chat) => chat.ready);
    },
    on(...given: Parameters<Handle["on"]>) {
      use((chat) => chat.on(...given));
      return () => use((chat) => chat.off(...given));
    },
    getState: () => ({ open: false, unread: 0, online: false }),
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
  return front as unknown as Handle;
}
