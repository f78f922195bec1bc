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
  found?: Message | null;
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
    <li>
      <button
        type="button"
        class={`row${unread > 0 ? " fresh" : ""}`}
        data-conversation={conversation.id}
        aria-current={props.selected ? "true" : undefined}
        onClick={props.choose}
        onKeyDown={moveBetweenRows}
      >
        <Face name={conversation.customer.name} seed={conversation.customer.id} size={40} />
        <span class="row-text">
          <span class="row-line">
            <span class="row-name" dir="auto">
              {name}
            </span>
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
          {props.mixed || conversation.customer.blocked ? (
            <span class="row-line">
              {props.mixed ? (
                <span class={`status ${state}`}>
                  {say(`status.${state}`, { name: props.assignee ?? "" })}
                </span>
              ) : null}
              {conversation.customer.blocked ? (
                <span class="status blocked">{say("blocked")}</span>
              ) : null}
            </span>
          ) : null}
        </span>
      </button>
    </li>
  );
}

/** The arrow keys go from row to row. */
function moveBetweenRows(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const rows = [
    ...(event.currentTarget.closest(".rows")?.querySelectorAll<HTMLElement>(".row") ?? []),
  ];
  if (step === 0) return;
  event.preventDefault();
  rows[rows.indexOf(event.currentTarget) + step]?.focus();
}
