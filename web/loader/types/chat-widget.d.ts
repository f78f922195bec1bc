/** Types of `chat-widget/widget-script.js`, for pages that import it or use `window.ChatHub`. */

export interface ChatOptions {
  /** The channel's. */
  guid: string;
  /** Must begin with `chat-widget-script`, which is also the default. One chat for each id. */
  id?: string;
  /** A JWT that your server signs with the channel's secret; empty for an anonymous customer. */
  userJwt?: string;
  /** Where the API is, if not where the script came from. */
  apiUrl?: string;
  position?: "start" | "end";
  /** Pixels from the side, and from below. */
  offsetX?: number;
  offsetY?: number;
  /** `hidden`: the chat is opened by your own button. */
  launcher?: "hidden";
  /** A selector: the chat stands in that element, without a launcher. */
  target?: string;
  locale?: string;
  theme?: "light" | "dark" | "auto";
  mainColor?: string;
  mainDarkColor?: string;
  iconColor?: string;
  iconDarkColor?: string;
  operatorMessageColor?: string;
  operatorMessageDarkColor?: string;
  operatorMessageTextColor?: string;
  operatorMessageTextDarkColor?: string;
  /** A `mailto:`, `tel:` or `https:` address. */
  fallbackContact?: string;
  /** Seconds without a connection until it is shown; 10 by default. */
  fallbackAfter?: number;
}

/** What the chat tells: to `on`, and as events `chathub:NAME` with this as `detail`. */
export interface ChatEvents {
  /** The launcher is there. */
  ready: object;
  open: object;
  close: object;
  unread: { readonly unread: number };
  message: {
    readonly message: {
      readonly from: "customer" | "operator" | "bot" | "system";
      readonly text: string;
      /** UTC milliseconds. */
      readonly at: number;
    };
  };
  /** The first message was sent, or one reopened what was resolved. */
  "conversation:start": {
    /** UTC milliseconds: when its first message came. */
    readonly openedAt: number;
    readonly reopened: boolean;
  };
  /** It was resolved. */
  "conversation:end": {
    readonly openedAt: number;
    /** Who answered last; null where nobody did. */
    readonly operator: string | null;
    /** How many messages either side wrote. */
    readonly customerMessages: number;
    readonly operatorMessages: number;
  };
  /** An operator took the conversation, by answering or otherwise; another one later is told again. */
  "agent:join": {
    readonly name: string;
    /** The address of a picture. */
    readonly face: string | null;
  };
  /** The place among those who wait, 1 being the next; null once somebody has taken the conversation. */
  queue: { readonly position: number | null };
  availability: { readonly online: boolean };
  /** The form before the chat was filled in. */
  "form:submit": { readonly fields: Readonly<Record<string, string>> };
  rating: { readonly score: number; readonly comment: string | null };
  /** The `userJWT` was refused: the customer is anonymous. */
  "identity:expired": object;
  "identity:invalid": object;
  /** Somebody logged out, on this page or in another tab of the site. */
  logout: object;
  error: { readonly code: "unknown" | "refused" | "popout"; readonly message: string };
}

export interface ChatState {
  readonly open: boolean;
  readonly unread: number;
  /** Whether somebody is there to answer. */
  readonly online: boolean;
  /** As the event `queue` tells it. */
  readonly queuePosition: number | null;
}

/** A signed identity, or where to get one: it is asked for again when one has expired. */
export type Identity = string | null | (() => string | null | Promise<string | null>);

/** No method throws; what is called too early is done when it can be. */
export interface Chat {
  /** The chat itself, once its launcher is there. */
  readonly ready: Promise<Chat>;
  open(): void;
  close(): void;
  toggle(): void;
  /** All of it, with the launcher. */
  show(): void;
  hide(): void;
  identify(identity: Identity): void;
  /** Sets attributes of the script element by their names there, such as `main-color`; null takes one away. */
  update(attributes: Readonly<Record<string, string | null>>): void;
  setLocale(locale: string | null): void;
  setTheme(theme: "light" | "dark" | "auto" | null): void;
  /**
   * Opens the chat in a window of its own, with the same person; at a click, or the browser does not let it. Then
   * there is an `error` with the code `popout`, and the chat opens on the page.
   */
  popout(): void;
  /**
   * Opens the chat with this in the field, unless something is written there already. `department` is a label for
   * the operators, of at most 100 characters.
   */
  startConversation(prefill?: string, department?: string): void;
  /**
   * Tells operators what happened on the page. They read it in the conversation, the customer does not; before there
   * is one, the newest 20 wait on the page. At most 20 details of 200 characters count, and 30 events a minute.
   */
  sendEvent(
    name: string,
    details?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
  /** Back to an anonymous customer of whom this browser knows nothing. */
  reset(): void;
  /** The same as `reset`. */
  logout(): void;
  getState(): ChatState;
  /** Returns how to stop hearing it. */
  on<Name extends keyof ChatEvents>(
    name: Name,
    listener: (detail: ChatEvents[Name]) => void,
  ): () => void;
  off<Name extends keyof ChatEvents>(
    name: Name,
    listener: (detail: ChatEvents[Name]) => void,
  ): void;
  /** The end, at once, until the script element is inserted anew. */
  destroy(): void;
}

/** `window.ChatHub`: the first chat on the page, and the way to the others. */
export interface ChatHub extends Chat {
  /** The chat of the script element with this id. */
  widget(id: string): Chat;
  /** Calls back at once. Before the script is there, an array's `push` keeps it for then. */
  push(deed: (chat: ChatHub) => void): void;
}

/**
 * Resolves when the launcher is there. Rejects with an Error that names the guid where there is no such channel,
 * or the page's origin where that is not allowed.
 */
export function loadChatWidget(options: ChatOptions): Promise<Chat>;

/** Treats the element as a chat, also inside a shadow root, or after `unmount`. */
export function mount(element: HTMLScriptElement): void;
/** Ends the element's chat now, until it is inserted anew or mounted. */
export function unmount(element: HTMLScriptElement): void;
/** Brings all chats in line with the document, now. */
export function refresh(): void;

declare global {
  interface Window {
    /** `(window.ChatHub ||= []).push((chat) => chat.open())` works before the script is there and after. */
    ChatHub: ChatHub | ((chat: ChatHub) => void)[];
  }
}
