/** What the chat says before anybody answers, and whether it asks how it was. */
import { Labelled } from "../parts/Field";
import { Card } from "../parts/Page";
import type { Part } from "./Editor";
import { words } from "./words";

const USUAL_SECONDS = "20";

export function Texts(part: Part) {
  const { editing, faults, change } = part;
  const invites = editing.teaserAfter !== "";
  return (
    <Card title={words.say("texts.title")} lead={words.say("texts.lead")}>
      <div class="form">
        <LongText
          label={words.say("greeting")}
          hint={words.say("greeting.hint")}
          error={faults["greeting"]}
          value={editing.greeting}
          change={(greeting) => change({ greeting })}
        />
        <LongText
          label={words.say("away-text")}
          hint={words.say("away-text.hint")}
          error={faults["awayText"]}
          value={editing.awayText}
          change={(awayText) => change({ awayText })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={invites}
            onChange={({ currentTarget }) =>
              change({ teaserAfter: currentTarget.checked ? USUAL_SECONDS : "" })
            }
          />
          {words.say("teaser.on")}
        </label>
        {invites ? (
          <>
            <LongText
              label={words.say("teaser")}
              hint={words.say("teaser.hint")}
              error={faults["teaser"]}
              value={editing.teaser}
              change={(teaser) => change({ teaser })}
            />
            <Labelled label={words.say("teaser.after")} error={faults["teaserAfter"]}>
              {(given) => (
                <input
                  {...given}
                  class="input short"
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={4}
                  value={editing.teaserAfter}
                  onInput={({ currentTarget }) =>
                    // Emptied on the way to another number: the box above is what turns it off.
                    change({ teaserAfter: currentTarget.value || " " })
                  }
                />
              )}
            </Labelled>
          </>
        ) : null}
        <label class="check">
          <input
            type="checkbox"
            checked={editing.rating}
            onChange={({ currentTarget }) => change({ rating: currentTarget.checked })}
          />
          {words.say("rating")}
        </label>
      </div>
    </Card>
  );
}

interface LongTextProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  change(value: string): void;
}

/** A text of a few lines; empty: the product's own. */
export function LongText(props: LongTextProps) {
  return (
    <Labelled label={props.label} hint={props.hint} error={props.error}>
      {(given) => (
        <textarea
          {...given}
          class="input"
          rows={2}
          dir="auto"
          value={props.value}
          onInput={(event) => props.change(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}
