/** The header, the thread and the composer of one customer. */

import { Composer } from "@chathub/ui/composer/Composer";
import { DropZone } from "@chathub/ui/composer/DropZone";
import { Drawing } from "@chathub/ui/drawing";
import { CHAT } from "@chathub/ui/paths";
import { useLanguage } from "@chathub/ui/words";
import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Availability } from "./availability";
import { Connection } from "./Connection";
import { entriesOf } from "./entries";
import { Header } from "./Header";
import type { Attached } from "./later/attached";
import type { ChatKey } from "./locales/en";
import type { Later, Room } from "./room";
import type { Session } from "./session";
import type { WidgetSettings } from "./settings";
import { Thread } from "./thread/Thread";

export interface ConversationProps {
  session: Session;
  settings: WidgetSettings | null;
  organization: string;
  availability: Availability;
  fallbackContact: string | null;
  fallbackAfter: number;
  /** Whether the customer can see it now: only then does a message count as seen. */
  visible: boolean;
  field: RefObject<HTMLTextAreaElement>;
  /** Adds the styles of what is loaded later. */
  style(css: string): void;
  close(): void;
  drawn: Drawn;
}

/** How far it may be drawn: the header, with the field, with the messages. All at once would hold a slow phone. */
export type Drawn = 0 | 1 | 2;

/** The server's limit for a customer. */
const LONGEST_TEXT = 4000;
const RETRY_OLDER_MS = 3000;
const FACE = "M10 3.2a6.8 6.8 0 1 0 .1 0ZM7.5 8v.1M12.5 8v.1M7 11.5q3 3.5 6 0";

const FORM = () => import("./later/form");
const MENU = () => import("./later/menu");
const RATING = () => import("./later/rating");
const EMOJI = () => import("./later/emoji");

export function Conversation(props: ConversationProps) {
  const { session, settings, organization, visible, availability, drawn } = props;
  const { client } = session;
  const language = useLanguage<ChatKey>();
  const { say } = language;
  const draft = useSignal("");
  const atEnd = useSignal(true);
  const loading = useSignal(false);
  /** What came with a later click, shown above the field or in its place. */
  const sheet = useSignal<ComponentChildren>(null);
  const shown = useRef<unknown>(null);
  const asked = useSignal(false);
  const attached = useSignal<Attached | null>(null);
  const files = attached.value;
  const state = client.state.value;
  const pending = client.pending.value;
  const link = session.link.value;
  const conversation = state?.conversation ?? null;
  const entries = useMemo(
    () => entriesOf(state?.messages ?? [], pending, conversation?.teamRead ?? 0, organization),
    [state?.messages, pending, conversation?.teamRead, organization],
  );
  const unread = client.unread.value;

  useEffect(() => {
    if (visible && atEnd.value && unread > 0 && link === "live") client.seen();
  }, [visible, atEnd.value, unread, link, client]);

  async function older() {
    if (link !== "live") return;
    loading.value = true;
    try {
      await client.older();
    } catch {
      // The thread asks again as long as its top is in view: not at once.
      await new Promise((resolve) => setTimeout(resolve, RETRY_OLDER_MS));
    }
    loading.value = false;
  }

  /** What files need comes with the first one. */
  async function attach(chosen: readonly File[]) {
    try {
      const { createAttached } = await import("./later/attached");
      attached.value ??= createAttached(client, language, props.style);
      attached.value.uploads.add(chosen);
    } catch {
      // The network broke. Nothing was taken, which is plain to see; choosing again tries again.
    }
  }
  useEffect(() => () => attached.value?.uploads.clear(), [attached]);

  const focus = () => props.field.current?.focus({ preventScroll: true });
  const room: Room = {
    session,
    settings,
    organization,
    language,
    away: availability.away,
    draft,
    field: props.field,
    style: props.style,
    send() {
      asked.value = true;
      send();
    },
    close() {
      sheet.value = null;
      focus();
    },
  };

  /** Shows a part that is fetched for it, or takes it away where it is there. */
  async function bring(load: () => Promise<Later>) {
    if (sheet.value && shown.current === load) return room.close();
    try {
      sheet.value = await (await load()).show(room);
      shown.current = load;
    } catch {
      // The network broke. Nothing has changed, which is plain to see; the next click tries again.
    }
  }

  /** A message came back, because the server wants the form to be filled in first. */
  const owes = pending.some(({ failed, code }) => failed && code === "form");
  useEffect(() => {
    if (owes && !sheet.value) bring(FORM);
  }, [owes, sheet]);

  function send() {
    // Nobody is asked before it is known whether there is something to ask.
    if (settings?.form.when !== "never" && settings && !conversation && !asked.value) {
      return void bring(FORM);
    }
    try {
      client.send({ text: draft.value.trim(), attachments: files?.uploads.stored() ?? [] });
    } catch {
      // Too many are waiting already: what is written stays where it is until some have gone.
      return;
    }
    files?.uploads.clear();
    draft.value = "";
    // The button that was pressed is disabled now, and would take the keyboard with it.
    focus();
  }

  const blocked = state?.blocked ?? false;
  const resolved = conversation?.status === "resolved" && !blocked;
  const [typist] = client.typists.value;
  return (
    <DropZone class="body" add={blocked || link === "refused" ? null : attach}>
      <Header {...props} conversation={conversation} menu={() => bring(MENU)} />
      <Connection link={link} {...props} />
      {drawn < 2 ? (
        <div class="thread" />
      ) : (
        <Thread
          entries={entries}
          more={state?.more ?? false}
          loading={loading.value || (state === null && link === "connecting" && !entries.length)}
          older={older}
          newer={state?.newer ?? false}
          latest={() => void client.latest().catch(() => null)}
          typing={typist ? (typist.name ?? conversation?.operator ?? organization) : null}
          address={(id) => client.address(id)}
          style={props.style}
          wanted={(ids) => client.wanted(ids)}
          retry={(id) => client.retry(id)}
          discard={(id) => client.discard(id)}
          atEnd={(yes) => {
            atEnd.value = yes;
          }}
        >
          <div class="greeting">
            <Drawing d={CHAT} size={36} />
            <p dir="auto">{availability.greeting}</p>
          </div>
        </Thread>
      )}
      {drawn && resolved ? (
        <div class="line" role="status">
          {say(conversation.rating ? "rating.thanks" : "chat.resolved")}{" "}
          {settings?.rating && !conversation.rating ? (
            <button type="button" class="link" onClick={() => bring(RATING)}>
              {say("rating.rate")}
            </button>
          ) : null}
        </div>
      ) : null}
      {sheet.value}
      {!drawn || link === "refused" ? null : (
        <Composer
          value={draft.value}
          change={(text) => {
            draft.value = text;
            if (text.trim() !== "") client.typing();
          }}
          send={send}
          attach={attach}
          uploads={files?.uploads}
          uploadList={files?.list()}
          placeholder={say("chat.write")}
          longest={LONGEST_TEXT}
          closed={blocked ? say("chat.blocked") : null}
          field={props.field}
          tools={
            <button
              type="button"
              class="icon-button"
              aria-label={say("chat.emoji")}
              onClick={() => bring(EMOJI)}
            >
              <Drawing d={FACE} />
            </button>
          }
        />
      )}
    </DropZone>
  );
}
