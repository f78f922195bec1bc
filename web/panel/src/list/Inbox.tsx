/** The list, wired to the panel's session. */

import type { Session } from "../session";
import { List, type ListRow } from "./List";

export function Inbox({ session }: { session: Session }) {
  const { client, search } = session;
  const state = client.state.value;
  const view = session.view.value;
  const part = client.list(view);
  const searching = search.text.value !== "";
  const found = searching ? search.hits.value : part.items.map((item) => ({ item, message: null }));
  const typing = new Set(
    client.typists.value.flatMap((one) => (one.operator === null ? [one.conversation] : [])),
  );
  const rows = found.map(({ item, message }): ListRow => {
    const { id, assignee } = item.conversation;
    return {
      // A find is as old as the search; what is held of the conversation is not.
      item: state?.conversations.get(id) ?? item,
      found: message,
      assignee: assignee === null ? null : (state?.operators.get(assignee)?.name ?? null),
      selected: session.chosen.value === id,
      typing: typing.has(id),
      draft: session.hasDraft(id),
      mixed: searching || view === "all",
    };
  });
  return (
    <List
      view={view}
      counts={session.counts.value}
      rows={rows}
      loading={!searching && !part.loaded}
      more={searching ? "no" : part.more}
      search={{ text: search.text.value, state: search.state.value }}
      me={state?.me.id ?? 0}
      now={Date.now()}
      show={(chosen) => {
        session.view.value = chosen;
      }}
      find={search.find}
      choose={(item) => session.choose(item.conversation.id)}
      loadMore={() => session.loadMore(view)}
    />
  );
}
