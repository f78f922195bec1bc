/** What the tabs of one site tell each other of a token, so that one of them asks for all; never through a storage. */

/** Time for what was told to arrive, before another tab has its turn. */
const ARRIVAL_MS = 100;
const LONGEST_TURN_MS = 40_000;

export type Told =
  | { readonly token: string; readonly ends: number; readonly due?: never }
  | { readonly token?: never; readonly due: number };

export interface Tabs {
  tell(news: Told): void;
  /** Does it when no other tab of this name does the same; also where the browser cannot keep turns. */
  inTurn(deed: () => Promise<void>): Promise<void>;
}

/** The tabs that share this name; with an empty one, this tab alone. */
export function tabs(name: string, onTold: (news: Told) => void, ended: AbortSignal): Tabs {
  const shared = `chathub-token ${name}`;
  let channel: BroadcastChannel | undefined;
  const open = () => {
    if (!name || channel || ended.aborted) return;
    try {
      channel = new BroadcastChannel(shared);
      channel.onmessage = ({ data }) => onTold(data);
    } catch {
      // The browser lets this page keep nothing, and have no such channel: it asks for itself.
    }
  };
  // A page with an open channel may not be kept for going back to it.
  const close = () => {
    channel?.close();
    channel = undefined;
  };
  addEventListener("pagehide", close, { signal: ended });
  addEventListener("pageshow", open, { signal: ended });
  ended.addEventListener("abort", () => setTimeout(close, ARRIVAL_MS));
  open();
  return {
    tell: (news) => channel?.postMessage(news),
    async inTurn(deed) {
      const turn = async () => {
        await deed();
        await new Promise((resolve) => setTimeout(resolve, ARRIVAL_MS));
      };
      // There are none on pages without https.
      if (!name || !navigator.locks) return deed();
      const within = AbortSignal.any([ended, AbortSignal.timeout(LONGEST_TURN_MS)]);
      // A tab that the browser has put to sleep in its turn does not stop the others for ever.
      await navigator.locks.request(shared, { signal: within }, turn).catch(deed);
    },
  };
}
