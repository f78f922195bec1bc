/** What an operator may choose: whether they are here, what is told and how, and the keyboard. */

import { Button, Face, Notice } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import type { Alerts } from "../alerts/alerts";
import type { Choices, KeptChoices } from "../choices";
import type { Session } from "../session";
import { Sheet } from "./Sheet";
import type { LaterLanguage } from "./words";

export interface SettingsProps {
  words: LaterLanguage;
  session: Session;
  alerts: Alerts;
  choices: KeptChoices;
  close(): void;
  help(): void;
}

export function Settings(props: SettingsProps) {
  const { say } = props.words;
  return (
    <Sheet title={say("settings")} closing={say("close")} close={props.close}>
      <Presence {...props} />
      <Alerting {...props} />
      <Group title={say("keyboard")}>
        <Switch {...props} name="shortcuts" label={say("keyboard.use")} />
        <Button onClick={props.help}>{say("keyboard.show")}</Button>
      </Group>
      <Colleagues {...props} />
    </Sheet>
  );
}

function Presence({ choices, words: { say } }: SettingsProps) {
  const { away } = choices.value.value;
  return (
    <Group title={say("presence")}>
      {(["online", "away"] as const).map((one) => (
        <label key={one} class="later-choice">
          <input
            type="radio"
            name="presence"
            checked={away === (one === "away")}
            onChange={() => choices.change({ away: one === "away" })}
          />
          <span class={`presence ${one}`} aria-hidden="true" />
          {say(one)}
        </label>
      ))}
    </Group>
  );
}

function Alerting(props: SettingsProps) {
  const { alerts } = props;
  const { say } = props.words;
  const row = (kind: "waiting" | "message", sound: keyof Choices, notify: keyof Choices) => (
    <fieldset class="later-row">
      <legend>{say(`alerts.${kind}`)}</legend>
      <Switch {...props} name={sound} label={say("sound")} />
      <Switch {...props} name={notify} label={say("notification")} />
    </fieldset>
  );
  return (
    <Group title={say("alerts")}>
      {row("waiting", "soundWaiting", "notifyWaiting")}
      {row("message", "soundMessage", "notifyMessage")}
      {alerts.bell.blocked.value ? (
        <Notice tone="warn" icon="muted">
          {say("sound.blocked")}
        </Notice>
      ) : null}
      <Permission {...props} />
      <Button icon="bell" onClick={() => alerts.test(say("test.title"))}>
        {say("test")}
      </Button>
    </Group>
  );
}

function Permission({ alerts, words: { say } }: SettingsProps) {
  const permission = alerts.permission.value;
  if (permission === "granted") return null;
  if (permission === "default") {
    return <Button onClick={() => void alerts.allow()}>{say("notification.allow")}</Button>;
  }
  return (
    <Notice tone="warn" icon="muted">
      {say(`notification.${permission}`)}
    </Notice>
  );
}

function Switch(props: SettingsProps & { name: keyof Choices; label: string }) {
  const { choices } = props;
  return (
    <label class="later-choice">
      <input
        type="checkbox"
        checked={choices.value.value[props.name]}
        onChange={(event) => choices.change({ [props.name]: event.currentTarget.checked })}
      />
      {props.label}
    </label>
  );
}

function Colleagues({ session, words: { say } }: SettingsProps) {
  const state = session.client.state.value;
  const here = session.client.presence.value;
  const others = [...(state?.operators.values() ?? [])].filter(
    ({ id, status }) => status === 0 && id !== state?.me.id,
  );
  return (
    <Group title={say("colleagues")}>
      {others.length === 0 ? <p class="later-none">{say("colleagues.none")}</p> : null}
      <ul class="later-people">
        {others.map(({ id, name, face }) => (
          <li key={id}>
            <Face name={name} seed={id} size={32} picture={session.face(face)} />
            <bdi>{name}</bdi>
            <span class={`presence ${here.get(id) ?? "offline"}`} aria-hidden="true" />
            <span class="later-none">{say(here.get(id) ?? "offline")}</span>
          </li>
        ))}
      </ul>
    </Group>
  );
}

function Group(props: { title: string; children: ComponentChildren }) {
  return (
    <section class="later-group">
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}
