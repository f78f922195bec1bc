/** The whole panel as drawn: the frame in its layout, the bar, and inside the list and the conversation. */

import type { Link } from "@chathub/protocol";
import { LanguageProvider, type Theme } from "@chathub/ui";
import { Bar } from "./Bar";
import type { Layout } from "./berth";
import { Connection } from "./Connection";
import { Conversation } from "./conversation/Conversation";
import { doDeed } from "./deeds";
import type { Desk } from "./desk";
import type { Tab } from "./dock";
import { deedOf } from "./keys";
import type { Ready } from "./later";
import { Inbox } from "./list/Inbox";
import type { PanelLanguage } from "./names";
import type { Sheet } from "./panel";

export interface AppProps {
  language: PanelLanguage;
  theme: Theme;
  layout: Layout;
  position: "start" | "end";
  /** Null while no token was ever given. */
  desk: Desk | null;
  sheet: Sheet | null;
  /** The sheets and the details, once they are fetched. */
  later: Ready | null;
  link: Link;
  tab: Tab;
  tabs: readonly Tab[];
  /** Another panel of the dock is in front: this one is not drawn. */
  aside: boolean;
  open: boolean;
  wide: boolean;
  phone: boolean;
  fallback: string | null;
  fallbackAfter: number;
  setSheet(sheet: Sheet | null): void;
  setOpen(open: boolean): void;
  setWide(wide: boolean): void;
  choose(id: string): void;
}

export function App(props: AppProps) {
  const { language, desk, tab } = props;
  const names = [
    "ch panel",
    props.open && "open",
    props.wide && "wide",
    props.aside && "aside",
    props.open && desk?.session.isDetailed.value && "detailed",
    props.tabs.length > 1 && "many",
  ];
  const label = tab.organization
    ? language.say("chat.of", { operator: tab.operator, organization: tab.organization })
    : language.say("chat");
  return (
    <LanguageProvider value={language}>
      <div
        class={names.filter(Boolean).join(" ")}
        lang={language.locale}
        dir={language.dir}
        data-theme={props.theme}
        data-layout={props.phone ? "phone" : props.layout}
        data-position={props.position}
      >
        <section class="sheet" aria-label={label} onKeyDown={(event) => press(event, props)}>
          <Bar
            tabs={props.tabs}
            front={tab.id}
            away={desk?.choices.value.value.away ?? false}
            hindrances={desk?.alerts.hindrances.value ?? null}
            settings={desk === null ? null : () => props.setSheet("settings")}
            link={props.link}
            open={props.open}
            foldable={props.layout !== "inline"}
            wide={props.layout === "dock" && !props.phone ? props.wide : null}
            setOpen={props.setOpen}
            setWide={props.setWide}
            choose={props.choose}
          />
          <Connection
            link={props.link}
            fallback={props.fallback}
            fallbackAfter={props.fallbackAfter}
            folded={!props.open}
          />
          <div class="unseen" role="status">
            {desk?.alerts.said.value}
          </div>
          {props.open ? (
            <div class="body">
              {desk === null ? null : <Pages desk={desk} later={props.later} />}
              {desk === null ? null : <Sheets {...props} desk={desk} />}
            </div>
          ) : null}
        </section>
      </div>
    </LanguageProvider>
  );
}

function Pages({ desk: { session }, later }: { desk: Desk; later: Ready | null }) {
  const id = session.chosen.value;
  const item = id === null ? undefined : session.client.state.value?.conversations.get(id);
  return (
    <div class="pages" data-page={id === null ? "list" : "thread"}>
      <Inbox session={session} />
      <Conversation session={session} />
      {later !== null && item && session.details.value ? (
        <later.sheets.Details
          words={later.words}
          session={session}
          conversation={item.conversation}
          close={session.toggleDetails}
        />
      ) : null}
    </div>
  );
}

function Sheets({ desk, sheet, later, setSheet }: AppProps & { desk: Desk }) {
  if (later === null || sheet === null) return null;
  const { words, sheets } = later;
  const close = () => setSheet(null);
  return sheet === "help" ? (
    <sheets.Help words={words} close={close} />
  ) : (
    <sheets.Settings
      words={words}
      session={desk.session}
      alerts={desk.alerts}
      choices={desk.choices}
      close={close}
      help={() => setSheet("help")}
    />
  );
}

type Pressed = KeyboardEvent & { currentTarget: HTMLElement };

function press(event: Pressed, props: AppProps) {
  if (event.key === "Escape") return fold(event, props);
  const { desk, sheet, open } = props;
  if (desk === null || sheet !== null || !open || !desk.choices.value.value.shortcuts) return;
  const deed = deedOf(event, isWriting(event.target));
  if (deed === null) return;
  if (deed === "help") props.setSheet("help");
  else doDeed(deed, desk.session, event.currentTarget);
  // The page has shortcuts of its own.
  event.preventDefault();
  event.stopPropagation();
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

/** Escape goes one step back: from the details, from a conversation to the list, from there to the bar. */
function fold(event: Pressed, props: AppProps) {
  if (event.isComposing || !props.open) return;
  const session = props.desk?.session ?? null;
  const list = event.currentTarget.querySelector(".list-pane");
  const alone = list !== null && list.clientWidth === 0;
  event.stopPropagation();
  if (props.sheet !== null) props.setSheet(null);
  else if (session?.isDetailed.value) session.toggleDetails();
  else if (session !== null && session.chosen.value !== null && alone) session.back();
  else if (props.layout !== "inline") props.setOpen(false);
}
