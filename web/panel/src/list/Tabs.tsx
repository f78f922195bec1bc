/** The three views of the list, as tabs: arrow keys move between them. */

import type { View } from "@chathub/protocol";
import { useLanguage } from "@chathub/ui";
import type { PanelKey } from "../locales/en";

const VIEWS: readonly View[] = ["mine", "waiting", "all"];

interface TabsProps {
  view: View;
  counts: Readonly<Record<View, number | null>>;
  choose(view: View): void;
}

export function Tabs({ view, counts, choose }: TabsProps) {
  const { dir, say } = useLanguage<PanelKey>();

  function move(event: KeyboardEvent) {
    const forward = dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const step = event.key === forward ? 1 : event.key === back ? -1 : 0;
    const next = VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    choose(next);
    const tabs = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]");
    tabs[VIEWS.indexOf(next)]?.focus();
  }

  return (
    <div class="tabs" role="tablist" aria-label={say("conversations")} onKeyDown={move}>
      {VIEWS.map((one) => {
        const count = counts[one];
        return (
          <button
            key={one}
            id={`tab-${one}`}
            type="button"
            role="tab"
            aria-selected={one === view}
            aria-controls="list"
            tabIndex={one === view ? 0 : -1}
            onClick={() => choose(one)}
          >
            {say(`tab.${one}`)}
            {count === null || count === 0 ? null : <span class="tab-count">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}
