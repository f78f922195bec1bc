/** The opened chat: what is loaded with the first click on the launcher. */
import type { Shell } from "@chathub/loader";
import { LanguageProvider, UI_STYLES, useLanguage } from "@chathub/ui";
import { useSignal } from "@preact/signals";
import { createRef, type RefObject, render } from "preact";
import { useEffect } from "preact/hooks";
import type { Wishes } from "./attributes";
import { Conversation } from "./Conversation";
import CHAT_STYLES from "./chat.css?inline";
import { Header } from "./Header";
import type { Speech } from "./language";
import type { ChatKey } from "./locales/en";
import type { Session } from "./session";
import type { ChannelSettings } from "./settings";
import { followViewport } from "./viewport";

export interface ChatState {
  readonly speech: Speech;
  readonly wishes: Wishes;
  readonly settings: ChannelSettings | null;
  readonly open: boolean;
  /** In an element of the page, not beside the launcher. */
  readonly inline: boolean;
}

export interface ChatView {
  show(state: ChatState): void;
  /** Puts the customer into the field; on a touch screen only near it, so that no keyboard jumps up. */
  focus(): void;
  remove(): void;
}

const styled = new WeakSet<ShadowRoot>();

export function createChat(
  shell: Shell,
  root: HTMLElement,
  place: HTMLElement,
  session: Session,
  close: () => void,
): ChatView {
  if (!styled.has(shell.root)) {
    styled.add(shell.root);
    shell.style(UI_STYLES);
    shell.style(CHAT_STYLES);
  }
  const box = createRef<HTMLElement>();
  const field = createRef<HTMLTextAreaElement>();
  const stopFollowing = followViewport(root);
  const stopKeys = keepKeys(place, close);
  return {
    show: (state) =>
      render(
        <LanguageProvider value={state.speech}>
          <Chat {...state} session={session} close={close} box={box} field={field} />
        </LanguageProvider>,
        place,
      ),
    focus() {
      const typing = window.matchMedia("(pointer: fine)").matches && field.current;
      (typing || box.current)?.focus({ preventScroll: true });
    },
    remove() {
      stopFollowing();
      stopKeys();
      render(null, place);
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
}

function Chat({ session, settings, wishes, open, inline, close, box, field }: ChatProps) {
  const { say, dir } = useLanguage<ChatKey>();
  const seen = usePageSeen();
  const state = session.client.state.value;
  const organization = state?.organization ?? settings?.organization ?? "";
  const link = session.link.value;
  // Without a connection nobody knows; the settings told it a moment ago at most.
  const online = link === "live" ? state?.online : link === "idle" ? settings?.online : undefined;
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
      <Header
        organization={organization}
        operator={state?.conversation?.operator ?? null}
        online={online}
        close={close}
      />
      <Conversation
        session={session}
        organization={organization}
        online={online}
        fallbackContact={wishes.fallbackContact}
        fallbackAfter={wishes.fallbackAfter}
        visible={open && seen}
        field={field}
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
