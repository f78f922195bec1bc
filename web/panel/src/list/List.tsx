/** The list of conversations: views, search, and the rows of whichever is chosen. */

import type { InboxItem, ListPart, Message, View } from "@chathub/protocol";
import { Button, Icon, Skeleton, useLanguage } from "@chathub/ui";
import type { PanelKey } from "../locales/en";
import { Row, type RowProps } from "./Row";
import { useRows } from "./rows";
import { SearchBox } from "./SearchBox";
import { Tabs } from "./Tabs";

export interface SearchState {
  readonly text: string;
  readonly state: "idle" | "short" | "busy" | "done" | "failed";
}

/** A conversation of the list, with the message that a search found in it. */
export interface Listed {
  readonly item: InboxItem;
  readonly message: Message | null;
}

/** What a row shows besides its conversation. */
export type Look = Pick<RowProps, "assignee" | "typing" | "draft">;

export interface ListProps {
  view: View;
  counts: Readonly<Record<View, number | null>>;
  listed: readonly Listed[];
  /** Asked only for the rows that are in the page. */
  look(item: InboxItem): Look;
  /** The conversation that is open. */
  chosen: number | null;
  /** Nothing is known yet. */
  loading: boolean;
  /** More rows are being fetched, or can be. */
  more: ListPart["more"];
  search: SearchState;
  me: number;
  now: number;
  show(view: View): void;
  find(text: string): void;
  choose(item: InboxItem, message: Message | null): void;
  loadMore(): void;
}

/** The rows' heights in the styles: with and without the line that tells whose a conversation is. */
const HEIGHTS = { mixed: 82, plain: 60 };

export function List(props: ListProps) {
  const { say } = useLanguage<PanelKey>();
  const searching = props.search.text !== "";
  const mixed = searching || props.view === "all";
  const { listed } = props;
  const rows = useRows({
    name: searching ? "search" : props.view,
    marks: listed.map((one) => ({ key: keyOf(one), at: one.item.conversation.activeAt })),
    chosen: chosenKey(listed, props.chosen),
    height: mixed ? HEIGHTS.mixed : HEIGHTS.plain,
  });
  return (
    <div class="list-pane">
      <h2 class="unseen">{say("conversations")}</h2>
      <SearchBox text={props.search.text} find={props.find} />
      {searching ? null : <Tabs view={props.view} counts={props.counts} choose={props.show} />}
      <div
        class="list"
        id="list"
        ref={rows.box}
        role="tabpanel"
        aria-label={say(searching ? "search" : `tab.${props.view}`)}
        aria-busy={props.loading || props.search.state === "busy"}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          rows.look();
          if (props.more === "yes" && scrollHeight - scrollTop - clientHeight < 600)
            props.loadMore();
        }}
      >
        <Rows {...props} mixed={mixed} rows={rows} />
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

type RowsProps = ListProps & { mixed: boolean; rows: ReturnType<typeof useRows> };

function Rows(props: RowsProps) {
  const { say } = useLanguage<PanelKey>();
  const { listed, mixed, rows } = props;
  if (props.loading || (props.search.state === "busy" && listed.length === 0)) {
    return <Skeleton rows={6} label={say("ui.loading")} />;
  }
  if (listed.length === 0) return <Empty {...props} />;
  const height = mixed ? HEIGHTS.mixed : HEIGHTS.plain;
  return (
    <ul
      class="rows"
      style={{ height: `${listed.length * height}px`, "--row": `${height}px` }}
      onKeyDown={rows.onKeyDown}
    >
      {rows.indexes.map((index) => {
        const one = listed[index];
        if (one === undefined) return null;
        return (
          <Row
            key={keyOf(one)}
            item={one.item}
            found={one.message}
            {...props.look(one.item)}
            mixed={mixed}
            selected={one.item.conversation.id === props.chosen}
            top={index * height}
            place={{ number: index + 1, of: props.more === "no" ? listed.length : -1 }}
            reachable={index === rows.at}
            me={props.me}
            now={props.now}
            choose={() => {
              rows.stand(keyOf(one));
              props.choose(one.item, one.message);
            }}
          />
        );
      })}
    </ul>
  );
}

function keyOf({ item, message }: Listed): string {
  return `${item.conversation.id} ${message?.position ?? ""}`;
}

function chosenKey(listed: readonly Listed[], chosen: number | null): string | null {
  const one =
    chosen === null ? undefined : listed.find(({ item }) => item.conversation.id === chosen);
  return one === undefined ? null : keyOf(one);
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
