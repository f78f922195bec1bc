/** The hours of one day: one span or several. */
import { Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import type { Span } from "../api/types";
import { PLUS } from "../parts/drawings";
import { type DraftDay, keptEnd, shownEnd } from "./draft";
import { words } from "./words";

/** As many as the server keeps of a day; more than a few are a slip. */
const MOST = 12;

interface SpansProps {
  /** Of which day. */
  name: string;
  day: DraftDay;
  described: string | undefined;
  change(spans: readonly Span[]): void;
}

export function Spans({ name, day, described, change }: SpansProps) {
  const { spans } = day;
  const put = (index: number, part: Partial<Span>) =>
    change(spans.map((span, at) => (at === index ? { ...span, ...part } : span)));
  return (
    <div class="spans">
      {spans.map((span, index) => {
        // Where there are several, each says which it is.
        const of = spans.length > 1 ? { day: `${name} ${index + 1}` } : { day: name };
        return (
          // Spans have nothing but their place.
          <div key={index} class="span">
            <input
              type="time"
              class="input"
              aria-label={words.say("from", of)}
              aria-describedby={described}
              aria-invalid={described ? "true" : undefined}
              value={span.from}
              onInput={(event) => put(index, { from: event.currentTarget.value })}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              class="input"
              aria-label={words.say("to", of)}
              aria-describedby={described}
              aria-invalid={described ? "true" : undefined}
              value={shownEnd(span.to)}
              onInput={(event) => put(index, { to: keptEnd(event.currentTarget.value) })}
            />
            {spans.length > 1 ? (
              <button
                type="button"
                class="icon-button"
                aria-label={words.say("span.remove", of)}
                title={words.say("span.remove", of)}
                onClick={() => change(spans.filter((_, at) => at !== index))}
              >
                <Icon name="close" size={18} />
              </button>
            ) : null}
            {index === spans.length - 1 && spans.length < MOST ? (
              <button
                type="button"
                class="icon-button"
                aria-label={words.say("span.add", { day: name })}
                title={words.say("span.add", { day: name })}
                onClick={() => change([...spans, { from: span.to, to: "24:00" }])}
              >
                <Drawing d={PLUS} size={18} />
              </button>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
