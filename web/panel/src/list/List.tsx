/** The list of conversations: views, search, and the rows of whichever is chosen. */

import type { InboxItem, ListPart, View } from "@chathub/protocol";
import { Button, Icon, Skeleton, useLanguage } from "@chathub/ui";
import type { PanelKey } from "../locales/en";
import { Row, type RowProps } from "./Row";
import { SearchBox } from "./SearchBox";
import { Tabs } from "./Tabs";

export interface SearchState {
  readonly text: string;
  readonly state: "idle" | "short" | "busy" | "done" | "failed";
}

export type ListRow = Omit<RowProps, "choose" | "now" | "me">;

export interface ListProps {
  view: View;
  counts: Readonly<Record<View, number | null>>;
  rows: readonly ListRow[];
  /** Nothing is known yet. */
  loading: boolean;
  /** More rows are being fetched, or can be. */
  more: ListPart["more"];
  search: SearchState;
  me: number;
  now: number;
  show(view: View): void;
  find(text: string): void;
  choose(item: InboxItem): void;
  loadMore(): void;
}

export function List(props: ListProps) {
  const { say } = useLanguage<PanelKey>();
  const searching = props.search.text !== "";
  return (
    <div class="list-pane">
      <SearchBox text={props.search.text} find={props.find} />
      {searching ? null : <Tabs view={props.view} counts={props.counts} choose={props.show} />}
      <div
        class="list"
        id="list"
        role="tabpanel"
        aria-label={say(searching ? "search" : `tab.${props.view}`)}
        aria-busy={props.loading || props.search.state === "busy"}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          if (props.more === "yes" && scrollHeight - scrollTop - clientHeight < 300)
            props.loadMore();
        }}
      >
        <Rows {...props} />
        {props.more === "yes" ? (
          <div class="list-more">
            <Button onClick={props.loadMore}>{say("list.more")}</Button>
          </div>
        ) : null}
        {props.more === "busy" ? (
          <div class="list-more">
            <span class="spinner" />
          </div>
        ) : null}
      </div>
    </div>
  );
}

function Rows(props: ListProps) {
  const { say } = useLanguage<PanelKey>();
  if (props.loading || (props.search.state === "busy" && props.rows.length === 0)) {
    return <Skeleton rows={6} label={say("ui.loading")} />;
  }
  if (props.rows.length === 0) return <Empty {...props} />;
  return (
    <ul class="rows">
      {props.rows.map((row) => (
        <Row
          key={`${row.item.conversation.id} ${row.found?.position ?? ""}`}
          {...row}
          me={props.me}
          now={props.now}
          choose={() => props.choose(row.item)}
        />
      ))}
    </ul>
  );
}

function Empty({ search, view }: ListProps) {
  const { say } = useLanguage<PanelKey>();
  const text =
    search.text === ""
      ? say(`empty.${view}`)
      : search.state === "failed"
        ? say("search.failed")
        : search.state === "short"
          ? say("search.short")
          : say("search.none", { text: search.text });
  return (
    <div class="list-empty" role="status">
      <span class="empty-icon">
        <Icon name={search.text === "" ? "chat" : "search"} size={26} />
      </span>
      <p>{text}</p>
    </div>
  );
}
