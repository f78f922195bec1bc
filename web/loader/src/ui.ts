/** The border between the registry, which knows nothing of chat, and the user interfaces, loaded after it. */
import type { CustomerClient } from "@chathub/protocol";
import type { CustomerCard, PanelEvents, PanelHandle } from "../types/operator-chat-panel";

export type { CustomerCard, PanelEvents, PanelHandle };

/** The element's attributes by lower-case name, null where absent: as the page wrote them. */
export type Attributes = Readonly<Record<string, string | null>>;

/** What the registry gives to one panel or widget: its place on the page and its element's settings. */
export interface Shell {
  /** The script element's id: one panel for each. */
  readonly id: string;
  /** The open shadow root to draw in. It is emptied of the loading state just before `mount`. */
  readonly root: ShadowRoot;
  /** A box without size in the page's top layer: position what you draw with `position: fixed`. */
  readonly host: HTMLElement;
  /** The element that stands for this panel now; it may be another one at each `update` or `revive`. */
  readonly script: HTMLScriptElement;
  /** Where the API is: the `api-url` attribute, else where the script came from. Fixed for this shell. */
  readonly apiOrigin: string;
  attributes(): Attributes;
  /** Adds a style sheet to the root in the one way that every content security policy allows. */
  style(css: string): void;
  /** Puts the host into an element of the page (`layout=inline`), or back into the top layer with null. */
  place(parent: Element | null): void;
  /** Sets attributes by hand: each holds until the element itself says something else. */
  override(attributes: Attributes): void;
  /** Ends this embed now, until its element is inserted anew. */
  end(): void;
  /** Tells the page with one window `error` event, at most once for each token. Never name the token. */
  fail(message: string): void;
}

/** What a user interface's chunk exports. */
export interface UiModule {
  mount(shell: Shell): Instance;
}

/** One mounted user interface. No method may throw; after `destroy` nothing of it may be left running. */
export interface Instance {
  /** An attribute changed, or another element took over: the token in it may be of another operator. */
  update(attributes: Attributes): void;
  /** The element is gone and the host hidden. Keep everything for a revival within two seconds; be silent. */
  park(): void;
  /** An element with this id is back. Throw away what was kept if its token is of another operator. */
  revive(attributes: Attributes): void;
  /** The page goes away, perhaps into the back/forward cache: close the connection, keep the state. */
  sleep(): void;
  /** The page came back from the cache: connect again. */
  wake(): void;
  /** The end: listeners, sockets and timers must be gone when this returns. The registry removes the host. */
  destroy(): void;
}

/** An operator's panel. */
export interface PanelInstance extends Instance {
  /** What the page gets to work with, once it is connected; rejects with an Error that says why it cannot be. */
  handle(): Promise<PanelHandle>;
  /** Shows what the page knows of a customer; whatever it hands in, nothing throws. */
  setContext(card: CustomerCard | null): void;
  /** Brings a conversation to the front. */
  openConversation(conversation: number): void;
}

/** One person at one channel: another one once somebody signs in or out. */
export interface ChatVisit {
  /** Why nothing will ever be shown. */
  readonly refusal: Error | null;
  readonly settings: { readonly online: boolean } | null;
  readonly kept: {
    /** Whom the page's `userJWT` names; null for an anonymous customer. */
    readonly person: string | null;
    /** Whether there is an earlier conversation, or something left to send. */
    begun(): boolean;
    read(): { readonly token: string | null };
  };
  /** The session, once there is one. */
  readonly running: ChatSession | null;
  /** The session, made if need be; it connects when it is told to begin. */
  session(): Promise<ChatSession>;
}

/** The connection of one customer. */
export interface ChatSession {
  readonly client: Pick<CustomerClient, "state" | "ask">;
  begin(): void;
}

/** A customer's chat, as `window.ChatHub` steers it: only while it is usable, and none of this throws. */
export interface Chat extends Instance {
  readonly shell: Shell;
  readonly state: {
    /** Whether it is on show, or would be if the page had not hidden it. */
    readonly usable: boolean;
    readonly open: boolean;
    readonly unread: number;
    readonly visit: ChatVisit;
  };
  /** Opens the chat; only a person's own deed may move the focus or tell the server. */
  bring(byPerson: boolean): Promise<void>;
  close(): void;
  /** Hides all of it, or shows it again. */
  setAway(away: boolean): void;
  /** Forgets this browser's conversation, and begins as if it had never been here. */
  forget(): void;
}
