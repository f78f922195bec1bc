/** One conversation: header, thread and composer, wired to the panel's session. */

import type { InboxItem, ThreadState } from "@chathub/protocol";
import { DropZone, Icon, Notice, Skeleton, Thread, useLanguage } from "@chathub/ui";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PanelKey } from "../locales/en";
import { customerName } from "../names";
import type { Session } from "../session";
import { entriesOf, firstUnread } from "./entries";
import { Header } from "./Header";
import { Reply } from "./Reply";

/** The conversation that is chosen, or a word about choosing one. */
export function Conversation({ session }: { session: Session }) {
  const { say } = useLanguage<PanelKey>();
  const id = session.chosen.value;
  const state = session.client.state.value;
  const item = id === null ? undefined : state?.conversations.get(id);
  const thread = id === null ? undefined : state?.threads.get(id);
  if (id !== null && item && thread) {
    // The key makes every conversation a thread of its own, with its own place and focus.
    return <Opened key={id} id={id} item={item} thread={thread} session={session} />;
  }
  return (
    <div class="conversation">
      <Problem session={session} />
      {id === null ? (
        <div class="no-conversation">
          <span class="empty-icon">
            <Icon name="chat" size={28} />
          </span>
          <p>{say(session.erased.value ? "erased" : "empty.thread")}</p>
        </div>
      ) : (
        <Skeleton rows={5} label={say("ui.loading")} />
      )}
    </div>
  );
}

interface OpenedProps {
  id: number;
  item: InboxItem;
  thread: ThreadState;
  session: Session;
}

function Opened(props: OpenedProps) {
  const { id, session } = props;
  const { client } = session;
  const state = client.state.value;
  const { conversation } = props.item;
  const draft = session.draft(id);
  const box = useFocusOnOpen(session);
  return (
    <DropZone class="conversation" add={draft.uploads.add}>
      <div class="conversation-inside" ref={box}>
        <Header
          conversation={conversation}
          me={state?.me.id ?? 0}
          operators={state?.operators ?? new Map()}
          online={client.presence.value}
          channel={state?.channels.find((one) => one.id === conversation.channel)?.name ?? null}
          busy={session.busy.value}
          back={session.back}
          details={session.details.value}
          toggleDetails={session.toggleDetails}
          act={(deed) => session.act(deed, conversation)}
          assign={(operator) => session.assign(id, operator)}
        />
        <Problem session={session} />
        <Messages key={session.jumps.value} {...props} />
        <Reply
          text={draft.text.value}
          note={draft.note.value}
          uploads={draft.uploads}
          change={(text) => session.write(id, text)}
          setNote={(note) => {
            draft.note.value = note;
          }}
          send={() => session.send(id)}
        />
      </div>
    </DropZone>
  );
}

function Messages({ id, item, thread, session }: OpenedProps) {
  const { client } = session;
  const language = useLanguage<PanelKey>();
  const { conversation } = item;
  const { messages } = thread;
  const me = client.state.value?.me.id ?? 0;
  const pending = client.pending.value;
  const entries = useMemo(() => {
    const unsent = pending.filter((one) => one.conversation === id);
    return entriesOf(messages, unsent, conversation, me, language);
  }, [messages, pending, conversation, id, me, language]);
  const unreadKey = useFirstUnread(item, thread);
  const name = customerName(conversation.customer, language);
  const typist = client.typists.value.find((one) => one.conversation === id);
  return (
    <Thread
      entries={entries}
      more={thread.more}
      newer={thread.newer}
      loading={session.fetching.value === id}
      older={() => session.older(id)}
      forward={() => session.newer(id)}
      latest={() => session.latest(id)}
      label={language.say("thread", { name })}
      unreadKey={unreadKey}
      markedKey={session.found.value?.clientId ?? null}
      typing={typist === undefined ? null : (typist.name ?? name)}
      address={(file) => client.address(file)}
      wanted={(files) => client.wanted(files)}
      retry={(key) => client.retry(key)}
      discard={(key) => client.discard(key)}
      atEnd={(yes) => session.setAtEnd(id, yes)}
      place={session.place(id)}
    >
      {language.say("empty.messages")}
    </Thread>
  );
}

function Problem({ session }: { session: Session }) {
  const { say } = useLanguage<PanelKey>();
  const reason = session.problem.value;
  if (reason === null) return null;
  return (
    <Notice tone="bad" icon="alert">
      {say("action.failed", { reason })}
    </Notice>
  );
}

/** What was unread when the conversation was opened: the line stays there while it is being read. */
function useFirstUnread({ conversation, seen }: InboxItem, thread: ThreadState) {
  const kept = useRef<string | null | undefined>(undefined);
  if (kept.current === undefined) {
    kept.current = firstUnread(thread, conversation.customerMessages - seen);
  }
  return kept.current;
}

/** Who chose a conversation wants to write; on touch screens a keyboard leaping up would be in the way. */
function useFocusOnOpen(session: Session) {
  const box = useRef<HTMLDivElement>(null);
  // Once, when this conversation was opened.
  useEffect(() => {
    if (!session.takeFocus()) return;
    const touch = matchMedia("(pointer: coarse)").matches;
    const target = box.current?.querySelector<HTMLElement>(touch ? "h2" : "textarea");
    target?.focus({ preventScroll: true });
  }, [session]);
  return box;
}
