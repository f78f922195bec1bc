/** Types of `operator-chat-panel/widget-script.js`, for pages that import it. */

export interface PanelOptions {
  /** The operator's token, also as a JSON string or object with it. */
  token: string;
  /** Must begin with `operator-chat-panel-script`, which is also the default. One panel for each id. */
  id?: string;
  /** Where the API is, if not where the script came from. */
  apiUrl?: string;
  layout?: "dock" | "side" | "inline";
  /** A selector, for the layout `inline`. */
  target?: string;
  position?: "start" | "end";
  locale?: string;
  theme?: "light" | "dark" | "auto";
  /** A `mailto:`, `tel:` or `https:` address. */
  fallbackContact?: string;
  /** Seconds without a connection until it is shown; 10 by default. */
  fallbackAfter?: number;
  /** Shows the number of unread messages in the page's title. */
  titleBadge?: boolean;
}

/** What the panel tells: to `on`, and as events `chathub:NAME` with this as `detail`. */
export interface PanelEvents {
  unread: { readonly unread: number };
  "conversation:open": {
    readonly conversation: number;
    readonly customer: {
      readonly id: number;
      readonly name: string | null;
      readonly email: string | null;
      readonly phone: string | null;
    };
  };
  message: {
    readonly conversation: number;
    readonly message: {
      readonly from: "customer" | "operator" | "bot" | "system";
      readonly text: string;
      /** UTC milliseconds. */
      readonly at: number;
    };
  };
  /** The token ends soon. */
  "auth:expiring": { readonly expiresAt: number };
  error: { readonly code: "expired" | "invalid" | "refused"; readonly message: string };
}

/** What your page knows of a customer, shown beside the conversation as plain text. */
export interface CustomerCard {
  /** The conversation that it belongs to; without it, the one that is open. */
  readonly conversation?: number;
  readonly title?: string;
  readonly rows: readonly {
    readonly label: string;
    readonly value: string | number | boolean | null;
  }[];
}

export interface PanelHandle {
  setToken(token: string): void;
  setContext(card: CustomerCard | null): void;
  openConversation(conversation: number): void;
  /** Returns how to stop hearing it. */
  on<Name extends keyof PanelEvents>(
    name: Name,
    listener: (detail: PanelEvents[Name]) => void,
  ): () => void;
  off<Name extends keyof PanelEvents>(
    name: Name,
    listener: (detail: PanelEvents[Name]) => void,
  ): void;
  /** The end, at once. */
  destroy(): void;
}

/**
 * Resolves when the panel is connected. Rejects with an Error whose message contains `token expired` or
 * `Invalid token`, or names the page's origin where that is not allowed. While the server is away it waits.
 */
export function loadOperatorPanel(options: PanelOptions): Promise<PanelHandle>;

/** Treats the element as a panel, also inside a shadow root, or after `unmount`. */
export function mount(element: HTMLScriptElement): void;
/** Ends the element's panel now, until it is inserted anew or mounted. */
export function unmount(element: HTMLScriptElement): void;
/** Brings all panels in line with the document, now. */
export function refresh(): void;
