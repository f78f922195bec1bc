/** The bar on top of the panel, and all there is of it while folded: who I am here, and what waits. */

import type { Link } from "@chathub/protocol";
import { Badge, Icon, IconButton, useLanguage } from "@chathub/ui";
import type { Hindrances } from "./alerts/alerts";
import type { Tab } from "./dock";
import type { PanelKey } from "./locales/en";

export interface BarProps {
  tabs: readonly Tab[];
  front: string;
  link: Link;
  /** The operator has said that they are not at the desk. */
  away: boolean;
  /** What the operator wants and the browser does not do. */
  hindrances: Hindrances | null;
  /** Opens the settings, where there are any. */
  settings: (() => void) | null;
  open: boolean;
  /** It can be folded to this bar. */
  foldable: boolean;
  /** The width can be switched here, and is wide now. */
  wide: boolean | null;
  setOpen(open: boolean): void;
  setWide(wide: boolean): void;
  choose(id: string): void;
}

export function Bar(props: BarProps) {
  const { say } = useLanguage<PanelKey>();
  return (
    <div class="bar">
      {props.tabs.length > 1 ? <DockTabs {...props} /> : <Title {...props} />}
      <Hint {...props} />
      {props.open && props.settings !== null ? (
        <IconButton icon="settings" name={say("settings")} onClick={props.settings} />
      ) : null}
      {props.open && props.wide !== null ? (
        <IconButton
          icon={props.wide ? "narrow" : "widen"}
          name={say(props.wide ? "narrow" : "widen")}
          onClick={() => props.setWide(!props.wide)}
        />
      ) : null}
      {!props.foldable ? null : props.open ? (
        <IconButton
          icon="down"
          name={say("collapse")}
          expanded
          onClick={() => props.setOpen(false)}
        />
      ) : props.tabs.length > 1 ? (
        <IconButton
          icon="up"
          name={say("open")}
          expanded={false}
          onClick={() => props.setOpen(true)}
        />
      ) : null}
    </div>
  );
}

/** A sign that the operator will not hear, or see, what they have asked for. */
function Hint({ hindrances }: BarProps) {
  const { say } = useLanguage<PanelKey>();
  const text = hindrances?.sound
    ? say("hint.sound")
    : hindrances?.notifications
      ? say("hint.notifications")
      : null;
  if (text === null) return null;
  return (
    <span class="hint" title={text}>
      <Icon name="muted" size={16} />
      <span class="unseen">{text}</span>
    </span>
  );
}

function Title(props: BarProps) {
  const { say } = useLanguage<PanelKey>();
  const tab = props.tabs[0];
  const unread = tab?.unread ?? 0;
  const known = tab !== undefined && tab.organization !== "";
  const content = (
    <>
      <Light link={props.link} />
      <span class="title-text">
        <span class="title-name">{known ? tab.organization : say("chat")}</span>
        <span class="title-who">
          {known ? tab.operator : say(lineOf(props.link), { origin: location.origin })}
          {props.away ? ` · ${say("away")}` : null}
        </span>
      </span>
      <Badge count={unread} label={say("unread", { count: unread })} />
    </>
  );
  if (props.open) return <div class="title">{content}</div>;
  return (
    <button type="button" class="title" aria-expanded="false" onClick={() => props.setOpen(true)}>
      <span class="unseen">{say("open")}</span>
      {content}
      <Icon name="up" />
    </button>
  );
}

/** A tab for each organization. Arrow keys and clicks choose; the one chosen is drawn by its own panel. */
function DockTabs(props: BarProps) {
  const { dir, say } = useLanguage<PanelKey>();

  function move(event: KeyboardEvent) {
    const forward = dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const step = event.key === forward ? 1 : event.key === back ? -1 : 0;
    const at = props.tabs.findIndex((tab) => tab.id === props.front);
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    props.choose(next.id);
  }

  return (
    <div class="dock-tabs" role="tablist" aria-label={say("organizations")} onKeyDown={move}>
      {props.tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === props.front}
          tabIndex={tab.id === props.front ? 0 : -1}
          title={tab.operator}
          onClick={() => {
            props.choose(tab.id);
            if (!props.open) props.setOpen(true);
          }}
        >
          {tab.id === props.front ? <Light link={props.link} /> : null}
          <span class="title-text">
            <span class="title-name">{tab.organization || say("chat")}</span>
            <span class="title-who">{tab.operator}</span>
          </span>
          <Badge count={tab.unread} label={say("unread", { count: tab.unread })} />
        </button>
      ))}
    </div>
  );
}

function Light({ link }: { link: Link }) {
  const { say } = useLanguage<PanelKey>();
  const text = say(lineOf(link), { origin: location.origin });
  return (
    <span class={`light ${link}`} title={text}>
      <span class="unseen">{text}</span>
    </span>
  );
}

function lineOf(link: Link): PanelKey {
  return `state.${link}`;
}
