/** The opened chat: what is loaded with the first click on the launcher. */
import type { Shell } from "@chathub/loader";
import { takeApart } from "@chathub/ui/apart";
import { LanguageProvider, useLanguage } from "@chathub/ui/words";
import { type Signal, signal, useSignal } from "@preact/signals";
import { createRef, type RefObject, render } from "preact";
import { useEffect } from "preact/hooks";
import type { Wishes } from "./attributes";
import { availabilityOf } from "./availability";
import { Conversation, type Drawn } from "./Conversation";
import type { Speech } from "./language";
import type { ChatKey } from "./locales/en";
import { pause } from "./pause";
import type { Session } from "./session";
import type { WidgetSettings } from "./settings";
import { CHAT_STYLES } from "./styles";
import { followViewport } from "./viewport";

// One chunk: what opens the chat connects it, too.
export { createSession } from "./chat-session";
export { pause };

export interface ChatState {
  readonly speech: Speech;
  readonly wishes: Wishes;
  readonly settings: WidgetSettings | null;
  readonly open: boolean;
  /** In an element of the page, not beside the launcher. */
  readonly inline: boolean;
}

export interface ChatView {
  /** The first time only a frame with the company's name. */
  show(state: ChatState): void;
  /** Draws what is inside the frame; resolves as soon as there is a field to write in. */
  fill(): Promise<void>;
  /** Puts the customer into the field; on a touch screen only near it, so that no keyboard jumps up. */
  focus(): void;
  remove(): void;
}

const sheets = new WeakMap<ShadowRoot, Set<string>>();

/** Each style sheet once, however often a chat is opened there. */
function stylesOf(shell: Shell): (css: string) => void {
  const known = sheets.get(shell.root) ?? new Set();
  sheets.set(shell.root, known);
  return (css) => {
    if (!known.has(css)) shell.style(css);
    known.add(css);
  };
}

export function createChat(
  shell: Shell,
  root: HTMLElement,
  place: HTMLElement,
  session: Session,
  close: () => void,
): ChatView {
  const style = stylesOf(shell);
  style(CHAT_STYLES);
  const box = createRef<HTMLElement>();
  const field = createRef<HTMLTextAreaElement>();
  const stopFollowing = followViewport(root);
  const stopKeys = keepKeys(place, close);
  const drawn = signal<Drawn>(0);
  const props = { session, close, box, field, style, drawn };
  return {
    show: (state) =>
      render(
        <LanguageProvider value={state.speech}>
          <Chat {...state} {...props} />
        </LanguageProvider>,
        place,
      ),
    async fill() {
      if (drawn.value) return;
      await pause();
      drawn.value ||= 1;
      void pause().then(() => {
        drawn.value = 2;
      });
    },
    focus() {
      const typing = window.matchMedia("(pointer: fine)").matches && field.current;
      (typing || box.current)?.focus({ preventScroll: true });
    },
    remove() {
      stopFollowing();
      stopKeys();
      takeApart(place, () => render(null, place));
    },
  };
}

/** What is typed here is not for the page, whose shortcuts would not even see that it is typed into a field. */
function keepKeys(place: HTMLElement, close: () => void): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  for (const type of ["keydown", "keypress", "keyup"] as const) {
    place.addEventListener(type, (event) => event.stopPropagation(), { signal });
  }
  place.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      close();
    },
    { signal },
  );
  return () => listeners.abort();
}

interface ChatProps extends ChatState {
  session: Session;
  close(): void;
  box: RefObject<HTMLElement>;
  field: RefObject<HTMLTextAreaElement>;
  style(css: string): void;
  drawn: Signal<Drawn>;
}

function Chat(props: ChatProps) {
  const { session, settings, wishes, open, inline, box } = props;
  const language = useLanguage<ChatKey>();
  const { say, dir } = language;
  const seen = usePageSeen();
  const state = session.client.state.value;
  const organization = state?.organization ?? settings?.organization ?? "";
  const link = session.link.value;
  // Without a connection nobody knows; the settings told it a moment ago at most.
  const asked = link === "idle" || link === "connecting";
  const online = link === "live" ? state?.online : asked ? settings?.online : undefined;
  return (
    <section
      ref={box}
      class="chat"
      dir={dir}
      role={inline ? "region" : "dialog"}
      aria-label={organization ? say("chat.with", { organization }) : say("chat.plain")}
      tabIndex={-1}
      onFocusIn={() => session.begin()}
    >
      <Conversation
        {...props}
        {...wishes}
        organization={organization}
        availability={availabilityOf(settings, online, language)}
        visible={open && seen}
        drawn={props.drawn.value}
      />
    </section>
  );
}

/** Whether the page is in sight, not in a tab behind another one. */
function usePageSeen(): boolean {
  const seen = useSignal(document.visibilityState === "visible");
  useEffect(() => {
    const look = () => {
      seen.value = document.visibilityState === "visible";
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [seen]);
  return seen.value;
}
