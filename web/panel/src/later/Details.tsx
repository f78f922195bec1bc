/** Who the customer is, beside the thread: what they told, what they thought, and what the page knows of them. */

import type { Conversation } from "@chathub/protocol";
import { Face, fullTime, Icon, IconButton, Text } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import type { Session } from "../session";
import type { LaterKey } from "./locales/en";
import type { LaterLanguage } from "./words";

export interface DetailsProps {
  words: LaterLanguage;
  session: Session;
  conversation: Conversation;
  close(): void;
}

export function Details(props: DetailsProps) {
  const { say } = props.words;
  const card = props.session.cards.of(props.conversation.id);
  return (
    <aside class="details" aria-label={say("details")}>
      <div class="later-head">
        <h2>{say("details")}</h2>
        <IconButton icon="close" name={say("close")} onClick={props.close} />
      </div>
      <div class="later-body">
        {card === undefined ? null : (
          <Part title={card.title ?? say("details.card")}>
            {card.rows.map(({ label, value }) => (
              <Line key={label} label={label} value={value} />
            ))}
          </Part>
        )}
        <Rated {...props} />
        <Known {...props} />
        <Answers {...props} />
      </div>
    </aside>
  );
}

function Known({ words, session, conversation }: DetailsProps) {
  const { say, locale } = words;
  const { customer, openedAt, assignee } = conversation;
  const state = session.client.state.value;
  const channel = state?.channels.find(({ id }) => id === conversation.channel)?.name;
  const operator = assignee === null ? undefined : state?.operators.get(assignee);
  const lines: [LaterKey, string | null | undefined][] = [
    ["details.name", customer.name],
    ["details.email", customer.email],
    ["details.phone", customer.phone],
    ["details.channel", channel],
    ["details.department", customer.department],
    ["details.opened", fullTime(openedAt, locale)],
    ["details.consent", customer.consentedAt ? fullTime(customer.consentedAt, locale) : null],
  ];
  return (
    <dl class="details-lines">
      {lines.map(([key, value]) =>
        value ? <Line key={key} label={say(key)} value={value} /> : null,
      )}
      {operator ? (
        <div>
          <dt>{say("details.assignee")}</dt>
          <dd class="details-person">
            <Face
              name={operator.name}
              seed={operator.id}
              size={24}
              picture={session.face(operator.face)}
            />
            <bdi>{operator.name}</bdi>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

/** What the customer answered in the channel's form, under the form's own labels. */
function Answers({ words, session, conversation }: DetailsProps) {
  const answers = Object.entries(conversation.customer.fields);
  if (answers.length === 0) return null;
  const channels = session.client.state.value?.channels ?? [];
  const labels = channels.find(({ id }) => id === conversation.channel)?.labels ?? {};
  return (
    <Part title={words.say("details.form")}>
      {answers.map(([key, value]) => (
        <Line key={key} label={labels[key] ?? key} value={value} />
      ))}
    </Part>
  );
}

function Rated({ words, conversation }: DetailsProps) {
  const { rating } = conversation;
  if (rating === null) return null;
  return (
    <section class="details-part">
      <h3>{words.say("details.rating")}</h3>
      <p class="stars" role="img" aria-label={`${rating.score} / 5`}>
        {[1, 2, 3, 4, 5].map((star) => (
          <span key={star} class={star <= rating.score ? "star full" : "star"}>
            <Icon name="star" size={18} />
          </span>
        ))}
      </p>
      {rating.comment ? <Text text={rating.comment} /> : null}
    </section>
  );
}

function Part(props: { title: string; children: ComponentChildren }) {
  return (
    <section class="details-part">
      <h3 dir="auto">{props.title}</h3>
      <dl class="details-lines">{props.children}</dl>
    </section>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt dir="auto">{label}</dt>
      <dd>
        <Text text={value} />
      </dd>
    </div>
  );
}
