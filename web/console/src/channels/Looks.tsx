/** Colours, place, theme and language of the chat. */
import { Icon } from "@chathub/ui";
import { Choice, Labelled } from "../parts/Field";
import { Card } from "../parts/Page";
import { LANGUAGES } from "../words";
import { colourOf, unreadable } from "./contrast";
import type { Part } from "./Editor";
import type { Colour, LookName } from "./editing";
import { words } from "./words";

const PAIRS = [
  ["mainColor", "mainDarkColor"],
  ["iconColor", "iconDarkColor"],
  ["operatorMessageColor", "operatorMessageDarkColor"],
  ["operatorMessageTextColor", "operatorMessageTextDarkColor"],
] as const satisfies readonly (readonly [Colour, Colour])[];

export function Looks(part: Part) {
  const warnings = unreadable(part.editing);
  return (
    <>
      <Card title={words.say("colours.title")} lead={words.say("colours.lead")}>
        <div class="colours">
          {PAIRS.map(([light, dark]) => (
            <fieldset key={light}>
              <legend>{words.say(`colour.${light}`)}</legend>
              <div class="pair">
                {[light, dark].map((name) => (
                  <ColourField
                    key={name}
                    {...part}
                    name={name}
                    label={words.say(name === light ? "colour.light" : "colour.dark")}
                    warning={warnings.find((one) => one.name === name)}
                  />
                ))}
              </div>
            </fieldset>
          ))}
        </div>
      </Card>
      <Card title={words.say("place.title")}>
        <div class="grid roomy">
          <LookChoice
            {...part}
            name="position"
            label={words.say("position")}
            choices={[
              ["", words.say("position.end")],
              ["start", words.say("position.start")],
            ]}
          />
          <LookChoice
            {...part}
            name="theme"
            label={words.say("theme")}
            choices={[
              ["", words.say("theme.auto")],
              ["light", words.say("theme.light")],
              ["dark", words.say("theme.dark")],
            ]}
          />
          <Offset {...part} name="offsetX" label={words.say("offset.x")} />
          <Offset {...part} name="offsetY" label={words.say("offset.y")} />
          <LookChoice
            {...part}
            name="locale"
            label={words.say("locale")}
            choices={[["", words.say("locale.page")], ...Object.entries(LANGUAGES)]}
          />
          <LookChoice
            {...part}
            name="launcher"
            label={words.say("launcher")}
            choices={[
              ["", words.say("launcher.shown")],
              ["hidden", words.say("launcher.hidden")],
            ]}
          />
        </div>
      </Card>
    </>
  );
}

interface LookProps extends Part {
  name: LookName;
  label: string;
}

function set({ editing, change }: Part, name: LookName, value: string) {
  change({ looks: { ...editing.looks, [name]: value } });
}

interface ColourProps extends LookProps {
  name: Colour;
  warning: { ratio: number; least: number } | undefined;
}

function ColourField(props: ColourProps) {
  const { name, label, warning, editing, faults } = props;
  const typed = editing.looks[name];
  return (
    <Labelled
      label={label}
      error={faults[`looks.${name}`]}
      hint={
        warning ? (
          <span class="warning">
            <Icon name="alert" size={14} />
            {words.say("contrast", {
              ratio: warning.ratio.toFixed(1),
              least: warning.least,
            })}
          </span>
        ) : undefined
      }
    >
      {(given) => (
        <span class="colour">
          <input
            type="color"
            aria-label={words.say("colour.pick", { colour: `${words.say(`colour.${name}`)}` })}
            value={colourOf(typed) ?? "#ffffff"}
            class={typed ? "" : "unset"}
            onInput={(event) => set(props, name, event.currentTarget.value)}
          />
          <input
            {...given}
            class="input"
            name={name}
            dir={typed ? "ltr" : undefined}
            value={typed}
            placeholder={words.say("colour.own")}
            spellcheck={false}
            autoComplete="off"
            maxLength={7}
            onInput={(event) => set(props, name, event.currentTarget.value)}
          />
        </span>
      )}
    </Labelled>
  );
}

function LookChoice(props: LookProps & { choices: readonly (readonly [string, string])[] }) {
  const { name, label, choices, editing, faults } = props;
  return (
    <Choice
      label={label}
      error={faults[`looks.${name}`]}
      value={editing.looks[name]}
      choices={choices}
      choose={(value) => set(props, name, value)}
    />
  );
}

function Offset(props: LookProps) {
  const { name, label, editing, faults } = props;
  return (
    <Labelled label={label} error={faults[`looks.${name}`]}>
      {(given) => (
        <input
          {...given}
          class="input"
          inputMode="numeric"
          placeholder="20"
          value={editing.looks[name]}
          autoComplete="off"
          maxLength={4}
          onInput={(event) => set(props, name, event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}
