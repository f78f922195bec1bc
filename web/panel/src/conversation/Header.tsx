/** Who the customer is, who answers, and what can be done with the conversation. */

import type { Conversation, Customer, Operator } from "@chathub/protocol";
import { Button, Face, Icon, IconButton, useLanguage } from "@chathub/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PanelKey } from "../locales/en";
import { customerName, standing } from "../names";

export type Deed = "take" | "resolve" | "reopen" | "release" | "block" | "unblock";

/** A sign before a colleague's name, since an option holds no more than text. */
const SIGNS = { online: "● ", away: "◐ ", offline: "" };

export interface HeaderProps {
  conversation: Conversation;
  me: number;
  operators: ReadonlyMap<number, Operator>;
  /** The operators who are here. */
  online: { get(operator: number): "online" | "away" | undefined };
  channel: string | null;
  /** What is being done now, so that it is not asked for twice. */
  busy: string | null;
  back(): void;
  details: boolean;
  toggleDetails(): void;
  act(deed: Deed): void;
  assign(operator: number): void;
}

export function Header(props: HeaderProps) {
  const language = useLanguage<PanelKey>();
  const { say } = language;
  const [asking, setAsking] = useState(false);
  const { customer } = props.conversation;
  const name = customerName(customer, language);
  return (
    <div class="customer">
      <div class="customer-line">
        <span class="back">
          <IconButton icon="back" flip name={say("back")} onClick={props.back} />
        </span>
        <Face name={customer.name} seed={customer.id} size={40} />
        <div class="customer-text">
          <h2 class="customer-name" tabIndex={-1}>
            <span dir="auto">{name}</span>
            {customer.identified ? (
              <span class="verified" title={say("identified")}>
                <Icon name="verified" size={16} />
                <span class="unseen">{say("identified")}</span>
              </span>
            ) : null}
            <Rated conversation={props.conversation} />
            {customer.blocked ? <span class="status blocked">{say("blocked")}</span> : null}
          </h2>
          <Contacts customer={customer} channel={props.channel} />
        </div>
        <IconButton
          icon="block"
          name={say(customer.blocked ? "unblock" : "block")}
          onClick={() => (customer.blocked ? props.act("unblock") : setAsking(true))}
        />
        <IconButton
          icon="info"
          name={say("details")}
          expanded={props.details}
          onClick={props.toggleDetails}
        />
      </div>
      <Actions {...props} />
      {asking && !customer.blocked ? (
        <Question
          text={say("block.ask", { name })}
          yes={() => {
            setAsking(false);
            props.act("block");
          }}
          no={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

function Rated({ conversation: { rating } }: { conversation: Conversation }) {
  const { say } = useLanguage<PanelKey>();
  if (rating === null) return null;
  return (
    <span class="status rated" title={rating.comment ?? undefined}>
      <span aria-hidden="true">★ {rating.score}</span>
      <span class="unseen">{say("rated", { count: rating.score })}</span>
    </span>
  );
}

function Contacts({ customer, channel }: { customer: Customer; channel: string | null }) {
  return (
    <div class="contacts">
      {customer.email ? (
        <a href={`mailto:${encodeURIComponent(customer.email)}`}>
          <Icon name="mail" size={14} />
          <bdi>{customer.email}</bdi>
        </a>
      ) : null}
      {customer.phone ? (
        <a href={`tel:${customer.phone.replace(/[^+\d]/g, "")}`}>
          <Icon name="phone" size={14} />
          <bdi>{customer.phone}</bdi>
        </a>
      ) : null}
      {channel ? (
        <span>
          <Icon name="chat" size={14} />
          <bdi>{channel}</bdi>
        </span>
      ) : null}
    </div>
  );
}

function Assignee(props: HeaderProps) {
  const { say } = useLanguage<PanelKey>();
  const { assignee, status } = props.conversation;
  const choices = [...props.operators.values()].filter(
    ({ id, status: at }) => at === 0 || id === assignee,
  );
  return (
    <label class="assignee">
      <span class="assignee-label">{say("assignee")}</span>
      <select
        value={assignee ?? 0}
        disabled={props.busy !== null || status === "resolved"}
        onChange={(event) => {
          const chosen = Number(event.currentTarget.value);
          // It shows what is so, and changes when the server says it has.
          event.currentTarget.value = String(assignee ?? 0);
          if (chosen === 0) props.act("release");
          else props.assign(chosen);
        }}
      >
        <option value={0}>{say("nobody")}</option>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {SIGNS[props.online.get(id) ?? "offline"]}
            {id === props.me ? say("assignee.me", { name }) : name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What can be done with a conversation, the nearest deed first. */
const DEEDS: Record<ReturnType<typeof standing>, readonly Deed[]> = {
  waiting: ["take", "resolve"],
  taken: ["take", "resolve"],
  mine: ["resolve", "release"],
  resolved: ["reopen"],
};

/** A colleague may change what can be done at any moment: whatever stays possible stays where it is. */
function Actions(props: HeaderProps) {
  const { say } = useLanguage<PanelKey>();
  return (
    <div class="actions">
      {DEEDS[standing(props.conversation, props.me)].map((name, index) => (
        <Button
          // The first is always at the same place; behind it stands another one, not the same one moved.
          key={index === 0 ? index : name}
          look={index === 0 ? "primary" : "plain"}
          disabled={props.busy !== null}
          busy={props.busy === name}
          onClick={() => props.act(name)}
        >
          {say(name)}
        </Button>
      ))}
      <Assignee {...props} />
    </div>
  );
}

function Question(props: { text: string; yes(): void; no(): void }) {
  const { say } = useLanguage<PanelKey>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = box.current?.getRootNode() as ShadowRoot | undefined;
    const before = root?.activeElement as HTMLElement | null | undefined;
    // The safe answer is at hand: Enter by mistake blocks nobody.
    box.current?.querySelector<HTMLElement>("button:last-child")?.focus();
    return () => before?.focus({ preventScroll: true });
  }, []);
  return (
    <div
      class="question"
      ref={box}
      role="alertdialog"
      aria-label={props.text}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        props.no();
      }}
    >
      <p>{props.text}</p>
      <div class="actions">
        <Button look="danger" icon="block" onClick={props.yes}>
          {say("block")}
        </Button>
        <Button onClick={props.no}>{say("cancel")}</Button>
      </div>
    </div>
  );
}
