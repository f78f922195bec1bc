/** Two people edit one channel: who saves last is told what the other has saved, and loses nothing. */
import { Icon } from "@chathub/ui";
import type { en } from "../locales/en/channels";
import type { Editing, FieldName } from "./editing";
import { words } from "./words";

/** What the form calls a field, where that is not its own name. */
const CALLED: Partial<Record<FieldName, keyof typeof en>> = {
  offsetX: "offset.x",
  offsetY: "offset.y",
  teaserAfter: "teaser.after",
  awayText: "away-text",
  when: "form.when",
  name: "form.name",
  email: "form.email",
  phone: "form.phone",
  fields: "form.title",
  consent: "form.consent",
};

interface ConflictProps {
  theirs: Editing;
  both: readonly FieldName[];
}

export function Conflict({ theirs, both }: ConflictProps) {
  return (
    <div class="failure conflict" role="alert">
      <Icon name="alert" />
      <div>
        <p>{words.say("conflict")}</p>
        {both.length > 0 ? (
          <>
            <p>{words.say("conflict.both")}</p>
            <ul>
              {both.map((name) => (
                <li key={name}>
                  {label(name)}
                  {said(theirs, name)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </div>
  );
}

function label(name: FieldName): string {
  const key = CALLED[name] ?? (name.endsWith("Color") ? `colour.${name}` : name);
  return words.has(key) ? words.say(key) : name;
}

/** Theirs, where it is a text that one reads as it is. */
function said({ looks, ...rest }: Editing, name: FieldName) {
  const value = { ...looks, ...rest }[name];
  return typeof value === "string" && value !== "" ? (
    <>
      {": "}
      <bdi>{value}</bdi>
    </>
  ) : null;
}
