/** Draws a panel from its state, and moves the focus where the reader's own deed took it. */

import { useEffect, useRef } from "preact/hooks";
import { App } from "./App";
import type { Panel } from "./panel";

export function Root({ panel }: { panel: Panel }) {
  const { root } = panel.shell;
  const { berth } = panel;
  const open = berth.open.value;
  const chosen = panel.desk.value?.session.chosen.value ?? null;
  const focusNext = useRef<string | null>(null);
  const before = useRef(chosen);

  // After what the reader did was drawn; never by itself, so that a page's load moves no focus.
  useEffect(() => {
    const last = before.current;
    before.current = chosen;
    if (chosen === null && last !== null && root.activeElement === null) {
      focusNext.current = `[data-conversation="${last}"]`;
    }
    const target = focusNext.current;
    focusNext.current = null;
    if (target !== null) root.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
  }, [open, chosen, root]);

  const inFront = berth.inFront.value;
  useEffect(() => {
    if (!inFront || !berth.takeFocus()) return;
    root.querySelector<HTMLElement>(".dock-tabs [aria-selected=true]")?.focus();
  }, [inFront, berth, root]);

  const settings = panel.settings.value;
  const layout = berth.layout.value;
  if (!panel.speaks.value) return <Speechless layout={layout} position={settings.position} />;
  return (
    <App
      language={panel.language.value}
      theme={settings.theme}
      layout={layout}
      position={settings.position}
      desk={panel.desk.value}
      sheet={panel.sheet.value}
      later={panel.later.ready.value}
      link={panel.link.value}
      tab={panel.tab.value}
      tabs={berth.tabs.value}
      aside={!inFront}
      open={open}
      wide={berth.wide.value}
      phone={panel.page.phone.value && layout !== "inline"}
      fallback={settings.fallback}
      fallbackAfter={settings.fallbackAfter}
      setSheet={(sheet) => {
        panel.sheet.value = sheet;
      }}
      setOpen={(wanted) => {
        focusNext.current = wanted ? ".tabs [aria-selected=true]" : ".bar button";
        berth.setOpen(wanted);
      }}
      setWide={berth.setWide}
      choose={berth.choose}
    />
  );
}

/** The folded panel for the moment until its language is there: a change of words would flicker. */
function Speechless(props: { layout: string; position: string }) {
  return (
    <div class="ch panel" data-layout={props.layout} data-position={props.position}>
      <div class="sheet" aria-busy="true">
        <div class="bar">
          <div class="title">
            <span class="light connecting" />
          </div>
        </div>
      </div>
    </div>
  );
}
