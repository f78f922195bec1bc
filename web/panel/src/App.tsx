/** The whole panel as drawn: the frame in its layout, the bar, and inside the list and the conversation. */

import type { Link } from "@chathub/protocol";
import { LanguageProvider, type Theme } from "@chathub/ui";
import { Bar } from "./Bar";
import type { Layout } from "./berth";
import { Connection } from "./Connection";
import { Conversation } from "./conversation/Conversation";
import type { Tab } from "./dock";
import { Inbox } from "./list/Inbox";
import type { PanelLanguage } from "./names";
import type { Session } from "./session";

export interface AppProps {
  language: PanelLanguage;
  theme: Theme;
  layout: Layout;
  position: "start" | "end";
  /** Null while no token was ever given. */
  session: Session | null;
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
  setOpen(open: boolean): void;
  setWide(wide: boolean): void;
  choose(id: string): void;
}

export function App(props: AppProps) {
  const { language, session, tab } = props;
  const names = [
    "ch panel",
    props.open && "open",
    props.wide && "wide",
    props.aside && "aside",
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
        <section class="sheet" aria-label={label} onKeyDown={(event) => fold(event, props)}>
          <Bar
            tabs={props.tabs}
            front={tab.id}
            link={props.link}
            open={props.open}
            foldable={props.layout !== "inline"}
            wide={props.layout === "dock" && !props.phone ? props.wide : null}
            setOpen={props.setOpen}
            setWide={props.setWide}
            choose={props.choose}
          />
          {props.open ? (
            <>
              <Connection
                link={props.link}
                fallback={props.fallback}
                fallbackAfter={props.fallbackAfter}
              />
              <div class="body">{session === null ? null : <Pages session={session} />}</div>
            </>
          ) : null}
        </section>
      </div>
    </LanguageProvider>
  );
}

function Pages({ session }: { session: Session }) {
  return (
    <div class="pages" data-page={session.chosen.value === null ? "list" : "thread"}>
      <Inbox session={session} />
      <Conversation session={session} />
    </div>
  );
}

/** Escape goes one step back: from a conversation to the list, from there to the bar. */
function fold(event: KeyboardEvent & { currentTarget: HTMLElement }, props: AppProps) {
  if (event.key !== "Escape" || event.isComposing || !props.open) return;
  const { session } = props;
  const list = event.currentTarget.querySelector(".list-pane");
  const alone = list !== null && list.clientWidth === 0;
  event.stopPropagation();
  if (session !== null && session.chosen.value !== null && alone) session.back();
  else if (props.layout !== "inline") props.setOpen(false);
}
