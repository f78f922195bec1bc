/** The thread and the composer of one customer. */

import { Composer } from "@chathub/ui/composer/Composer";
import { DropZone } from "@chathub/ui/composer/DropZone";
import { Drawing } from "@chathub/ui/drawing";
import { CHAT } from "@chathub/ui/paths";
import { useLanguage } from "@chathub/ui/words";
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Connection } from "./Connection";
import { entriesOf } from "./entries";
import type { Attached } from "./later/attached";
import type { ChatKey } from "./locales/en";
import type { Session } from "./session";
import { Thread } from "./thread/Thread";

export interface ConversationProps {
  session: Session;
  organization: string;
  online: boolean | undefined;
  fallbackContact: string | null;
  fallbackAfter: number;
  /** Whether the customer can see it now: only then does a message count as seen. */
  visible: boolean;
  field: RefObject<HTMLTextAreaElement>;
  /** Adds the styles of what is loaded later. */
  style(css: string): void;
}

/** The server's limit for a customer. */
const LONGEST_TEXT = 4000;
const RETRY_OLDER_MS = 3000;

export function Conversation(props: ConversationProps) {
  const { session, organization, visible } = props;
  const { client } = session;
  const language = useLanguage<ChatKey>();
  const { say } = language;
  const draft = useSignal("");
  const atEnd = useSignal(true);
  const loading = useSignal(false);
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

  function send() {
    try {
      client.send({ text: draft.value.trim(), attachments: files?.uploads.stored() ?? [] });
    } catch {
      // Too many are waiting already: what is written stays where it is until some have gone.
      return;
    }
    files?.uploads.clear();
    draft.value = "";
    // The button that was pressed is disabled now, and would take the keyboard with it.
    props.field.current?.focus({ preventScroll: true });
  }

  const blocked = state?.blocked ?? false;
  const [typist] = client.typists.value;
  return (
    <DropZone class="body" add={blocked || link === "refused" ? null : attach}>
      <Connection link={link} {...props} />
      <Thread
        entries={entries}
        more={state?.more ?? false}
        loading={loading.value || (state === null && link === "connecting" && !entries.length)}
        older={older}
        newer={state?.newer ?? false}
        latest={() => void client.latest().catch(() => null)}
        typing={typist ? (typist.name ?? conversation?.operator ?? organization) : null}
        address={(id) => client.address(id)}
        wanted={(ids) => client.wanted(ids)}
        retry={(id) => client.retry(id)}
        discard={(id) => client.discard(id)}
        atEnd={(yes) => {
          atEnd.value = yes;
        }}
      >
        <Greeting online={props.online !== false} />
      </Thread>
      {conversation?.status === "resolved" && !blocked ? (
        <div class="line" role="status">
          {say("chat.resolved")}
        </div>
      ) : null}
      {link === "refused" ? null : (
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
        />
      )}
    </DropZone>
  );
}

/** What stands in a thread before anything was said. */
function Greeting({ online }: { online: boolean }) {
  const { say } = useLanguage<ChatKey>();
  return (
    <div class="greeting">
      <Drawing d={CHAT} size={36} />
      <p>{say(online ? "chat.greeting" : "chat.greeting-away")}</p>
    </div>
  );
}
