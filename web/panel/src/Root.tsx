/** Draws a panel from its state, and moves the focus where the reader's own deed took it. */

import { useEffect, useRef } from "preact/hooks";
import { App } from "./App";
import type { Panel } from "./panel";

export function Root({ panel }: { panel: Panel }) {
  const { root } = panel.shell;
  const open = panel.open.value;
  const chosen = panel.session.value?.chosen.value ?? null;
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

  const inFront = panel.inFront.value;
  useEffect(() => {
    if (!inFront || !panel.takeFocus()) return;
    root.querySelector<HTMLElement>(".dock-tabs [aria-selected=true]")?.focus();
  }, [inFront, panel, root]);

  if (!panel.speaks.value) return null;
  const settings = panel.settings.value;
  return (
    <App
      language={panel.language.value}
      theme={settings.theme}
      layout={settings.layout}
      position={settings.position}
      session={panel.session.value}
      link={panel.link.value}
      tab={panel.tab.value}
      tabs={panel.tabs.value}
      aside={!inFront}
      open={open}
      wide={panel.wide.value}
      phone={panel.page.phone.value && settings.layout !== "inline"}
      fallback={settings.fallback}
      fallbackAfter={settings.fallbackAfter}
      setOpen={(wanted) => {
        focusNext.current = wanted ? ".tabs [aria-selected=true]" : ".bar button";
        panel.setOpen(wanted);
      }}
      setWide={(wide) => {
        panel.wide.value = wide;
      }}
      choose={(id) => panel.choose(id)}
    />
  );
}
