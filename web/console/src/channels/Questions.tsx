/** What customers are asked before their first message. */
import { Button } from "@chathub/ui";
import { useRef } from "preact/hooks";
import { Labelled } from "../parts/Field";
import { Card } from "../parts/Page";
import type { Part } from "./Editor";
import { type Editing, MOST_QUESTIONS, newQuestion, type Question, type Wanted } from "./editing";
import { LongText } from "./Texts";
import { words } from "./words";

const WHEN = ["never", "before", "away"] as const;
const KNOWN = ["name", "email", "phone"] as const;
const WANTED = ["no", "optional", "required"] as const;
const KINDS = ["text", "choice"] as const;

export function Questions(part: Part) {
  const { editing, change, faults } = part;
  return (
    <Card title={words.say("form.title")} lead={words.say("form.lead")}>
      <div class="form">
        <Select
          label={words.say("form.when")}
          value={editing.when}
          choices={WHEN.map((one) => [one, words.say(`form.when.${one}`)])}
          change={(when) => change({ when: when as Editing["when"] })}
        />
        {editing.when === "never" ? null : (
          <>
            <div class="grid">
              {KNOWN.map((one) => (
                <Select
                  key={one}
                  label={words.say(`form.${one}`)}
                  value={editing[one]}
                  choices={WANTED.map((wanted) => [wanted, words.say(`wanted.${wanted}`)])}
                  change={(wanted) => change({ [one]: wanted as Wanted })}
                />
              ))}
            </div>
            <Own {...part} />
            <LongText
              label={words.say("form.consent")}
              hint={words.say("form.consent.hint")}
              error={faults["form.consent"]}
              value={editing.consent}
              change={(consent) => change({ consent })}
            />
          </>
        )}
      </div>
    </Card>
  );
}

/** The company's own questions. */
function Own({ editing, faults, change }: Part) {
  const list = useRef<HTMLOListElement>(null);
  const replace = (index: number, news: Partial<Question>) =>
    change({ fields: editing.fields.map((one, at) => (at === index ? { ...one, ...news } : one)) });
  function add() {
    change({ fields: [...editing.fields, newQuestion(editing)] });
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>("li:last-child input")?.focus(),
    );
  }
  return (
    <>
      <ol class="questions" ref={list}>
        {editing.fields.map((question, index) => (
          <li key={question.key}>
            <Labelled
              label={words.say("question", { number: index + 1 })}
              hint={words.say("question.key", { key: question.key })}
              error={faults[`form.fields[${index}].label`]}
            >
              {(given) => (
                <input
                  {...given}
                  class="input"
                  dir="auto"
                  autoComplete="off"
                  maxLength={100}
                  value={question.label}
                  onInput={(event) => replace(index, { label: event.currentTarget.value })}
                />
              )}
            </Labelled>
            <Select
              label={words.say("question.kind", { number: index + 1 })}
              value={question.kind}
              choices={KINDS.map((kind) => [kind, words.say(`question.kind.${kind}`)])}
              change={(kind) => replace(index, { kind: kind as Question["kind"] })}
            />
            {question.kind === "choice" ? (
              <LongText
                label={words.say("question.choices", { number: index + 1 })}
                hint={words.say("question.choices.hint")}
                error={faults[`form.fields[${index}].choices`]}
                value={question.choices}
                change={(choices) => replace(index, { choices })}
              />
            ) : null}
            <div class="question-foot">
              <label class="check">
                <input
                  type="checkbox"
                  checked={question.required}
                  onChange={(event) => replace(index, { required: event.currentTarget.checked })}
                />
                {words.say("question.required")}
              </label>
              <Button
                onClick={() => change({ fields: editing.fields.filter((_, at) => at !== index) })}
              >
                {words.say("question.remove", { number: index + 1 })}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      {editing.fields.length < MOST_QUESTIONS ? (
        <div>
          <Button onClick={add}>{words.say("question.add")}</Button>
        </div>
      ) : null}
    </>
  );
}

interface SelectProps {
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  change(value: string): void;
}

function Select(props: SelectProps) {
  return (
    <Labelled label={props.label}>
      {(given) => (
        <select
          {...given}
          class="input"
          value={props.value}
          onChange={(event) => props.change(event.currentTarget.value)}
        >
          {props.choices.map(([value, said]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
