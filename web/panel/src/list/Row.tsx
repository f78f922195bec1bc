/** One conversation in the list. */

import type { InboxItem, Message } from "@chathub/protocol";
import { Badge, Face, Icon, shortTime, useLanguage } from "@chathub/ui";
import type { PanelKey } from "../locales/en";
import { customerName, preview, standing } from "../names";

export interface RowProps {
  item: InboxItem;
  me: number;
  /** The name of the operator who took it. */
  assignee: string | null;
  selected: boolean;
  typing: boolean;
  /** The list is of all kinds, so that each row has to tell its own. */
  mixed: boolean;
  /** There is something written but not sent. */
  draft: boolean;
  /** The message that a search found, in place of the last one. */
  found: Message | null;
  /** Its distance from the top of the list. */
  top: number;
  /** Its number in the list; `of` is -1 where nobody knows how many there are. */
  place: { number: number; of: number };
  /** The Tab key comes to it; the arrow keys go on from there. */
  reachable: boolean;
  now: number;
  choose(): void;
}

export function Row(props: RowProps) {
  const { conversation, seen } = props.item;
  const language = useLanguage<PanelKey>();
  const { locale, say } = language;
  const name = customerName(conversation.customer, language);
  const unread = Math.max(0, conversation.customerMessages - seen);
  const state = standing(conversation, props.me);
  const shown = props.found ?? conversation.lastMessage;
  return (
    <li
      class="row-place"
      style={{ top: `${props.top}px` }}
      aria-posinset={props.place.number}
      aria-setsize={props.place.of}
    >
      <button
        type="button"
        class={`row${unread > 0 ? " fresh" : ""}`}
        data-conversation={conversation.id}
        aria-current={props.selected ? "true" : undefined}
        tabIndex={props.reachable ? 0 : -1}
        onClick={props.choose}
      >
        <Face name={conversation.customer.name} seed={conversation.customer.id} size={40} />
        <span class="row-text">
          <span class="row-line">
            <span class="row-name" dir="auto">
              {name}
            </span>
            {conversation.customer.blocked ? (
              <span class="status blocked">{say("blocked")}</span>
            ) : null}
            <time
              class="row-time"
              dateTime={new Date(shown?.at ?? conversation.activeAt).toISOString()}
            >
              {shortTime(shown?.at ?? conversation.activeAt, locale, props.now)}
            </time>
          </span>
          <span class="row-line">
            <span class="row-preview" dir="auto">
              {props.typing ? (
                <em>{say("ui.typing", { name })}</em>
              ) : (
                <>
                  {props.draft ? <Icon name="note" size={13} /> : null}
                  {preview(shown, props.me, language)}
                </>
              )}
            </span>
            <Badge count={unread} label={say("unread", { count: unread })} />
          </span>
          {props.mixed ? (
            <span class="row-line">
              <span class={`status ${state}`}>
                {say(`status.${state}`, { name: props.assignee ?? "" })}
              </span>
            </span>
          ) : null}
        </span>
      </button>
    </li>
  );
}
