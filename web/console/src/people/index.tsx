/** Who may sign in to the console. */
import { Face } from "@chathub/ui";
import { fullTime, shortTime } from "@chathub/ui/dates";
import { Drawing } from "@chathub/ui/drawing";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { Person } from "../api/types";
import { BIN, LINK, PEN, PLUS } from "../parts/drawings";
import { useLoaded, With } from "../parts/load";
import { Menu } from "../parts/Menu";
import { Card, Page } from "../parts/Page";
import { isOwner, session } from "../session";
import { shell } from "../shell-words";
import { adopt } from "../theme";
import { locale } from "../words";
import STYLES from "./people.css?inline";
import { ChangePerson, Invite, LinkForPerson, RemovePerson } from "./sheets";
import { words } from "./words";

export { words };

adopt(STYLES);

type Open = { kind: "invite" } | { kind: "change" | "link" | "remove"; of: Person };

export function Screen() {
  const loaded = useLoaded(calls.people, session.value?.company.id);
  const [open, setOpen] = useState<Open | null>(null);
  const sheet = { close: () => setOpen(null), done: loaded.reload };
  return (
    <Page
      title={words.say("title")}
      lead={words.say("lead")}
      action={
        isOwner.value ? (
          <button type="button" class="button primary" onClick={() => setOpen({ kind: "invite" })}>
            <Drawing d={PLUS} size={18} />
            {words.say("invite")}
          </button>
        ) : null
      }
    >
      {isOwner.value ? null : <p class="read-only">{words.say("owner-only")}</p>}
      <With loaded={loaded}>
        {(people) => (
          <Card flush>
            <ul class="rows" aria-label={words.say("title")}>
              {people.map((person) => (
                <Row key={person.id} person={person} open={setOpen} />
              ))}
            </ul>
          </Card>
        )}
      </With>
      <Card title={words.say("roles")}>
        <dl class="roles">
          {(["owner", "admin", "viewer"] as const).map((role) => (
            <div key={role}>
              <dt>{shell.say(`role.${role}`)}</dt>
              <dd>{words.say(`roles.${role}`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {open?.kind === "invite" ? <Invite {...sheet} /> : null}
      {open?.kind === "change" ? <ChangePerson {...sheet} person={open.of} /> : null}
      {open?.kind === "link" ? <LinkForPerson {...sheet} person={open.of} /> : null}
      {open?.kind === "remove" ? <RemovePerson {...sheet} person={open.of} /> : null}
    </Page>
  );
}

function Row({ person, open }: { person: Person; open(one: Open): void }) {
  const { id, name, login, role, invited, lastSeenAt } = person;
  const isMe = id === session.value?.person.id;
  const sheet = (kind: "change" | "link" | "remove") => () => open({ kind, of: person });
  return (
    <li class="row">
      <Face name={name} seed={`person ${id}`} size={36} />
      <span class="row-name">
        {isMe ? words.say("you", { name }) : <bdi>{name}</bdi>}
        <small>
          {invited ? words.say("invited") : login}
          {lastSeenAt !== null && !invited ? (
            <time title={fullTime(lastSeenAt, locale())}>
              {" · "}
              {words.say("seen", { when: shortTime(lastSeenAt, locale(), Date.now()) })}
            </time>
          ) : null}
        </small>
      </span>
      <span class={`chip ${invited ? "warn" : role === "viewer" ? "off" : ""}`}>
        {shell.say(`role.${role}`)}
      </span>
      {isOwner.value && id !== null ? (
        <Menu
          name={words.say("deeds", { name })}
          items={[
            ...(invited ? [{ label: words.say("link"), drawing: LINK, act: sheet("link") }] : []),
            { label: words.say("change"), drawing: PEN, act: sheet("change") },
            { label: words.say("remove"), drawing: BIN, danger: true, act: sheet("remove") },
          ]}
        />
      ) : null}
    </li>
  );
}
