/** The list, wired to the panel's session. */

import type { Session } from "../session";
import { List } from "./List";

export function Inbox({ session }: { session: Session }) {
  const { client, search } = session;
  const state = client.state.value;
  const view = session.view.value;
  const part = client.list(view);
  const searching = search.text.value !== "";
  const held = state?.conversations;
  // A find is as old as the search; what is held of the conversation is not.
  const listed = searching
    ? search.hits.value.map(({ item, message }) => ({
        item: held?.get(item.conversation.id) ?? item,
        message,
      }))
    : part.items.map((item) => ({ item, message: null }));
  const typing = new Set(
    client.typists.value.flatMap((one) => (one.operator === null ? [one.conversation] : [])),
  );
  return (
    <List
      view={view}
      counts={session.counts.value}
      listed={listed}
      look={({ conversation: { id, assignee } }) => ({
        assignee: assignee === null ? null : (state?.operators.get(assignee)?.name ?? null),
        typing: typing.has(id),
        draft: session.hasDraft(id),
      })}
      chosen={session.chosen.value}
      loading={!searching && !part.loaded}
      more={searching ? "no" : part.more}
      search={{ text: search.text.value, state: search.state.value }}
      me={state?.me.id ?? 0}
      now={Date.now()}
      show={(chosen) => {
        session.view.value = chosen;
      }}
      find={search.find}
      choose={(item, message) => session.choose(item.conversation.id, message)}
      loadMore={() => session.loadMore(view)}
    />
  );
}
