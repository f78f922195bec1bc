/** A channel's settings while they are edited: everything is text as it was typed, and may be wrong. */
import type { ChannelSettings, Form, FormField, Looks } from "@chathub/protocol";
import { colourOf } from "./contrast";
import { words } from "./words";

export const COLOURS = [
  "mainColor",
  "mainDarkColor",
  "iconColor",
  "iconDarkColor",
  "operatorMessageColor",
  "operatorMessageDarkColor",
  "operatorMessageTextColor",
  "operatorMessageTextDarkColor",
] as const satisfies readonly (keyof Looks)[];
const CHOICES = ["position", "launcher", "theme", "locale"] as const satisfies (keyof Looks)[];
const OFFSETS = ["offsetX", "offsetY"] as const satisfies (keyof Looks)[];

export type Colour = (typeof COLOURS)[number];
export type LookName = keyof Looks;
export type Wanted = Form["name"];

export interface Question {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly kind: FormField["kind"];
  /** One answer a line. */
  readonly choices: string;
}

export interface Editing {
  /** "" is as it comes. */
  readonly looks: Readonly<Record<LookName, string>>;
  readonly greeting: string;
  readonly teaser: string;
  /** Seconds; "" is never. */
  readonly teaserAfter: string;
  readonly awayText: string;
  readonly when: Form["when"];
  readonly name: Wanted;
  readonly email: Wanted;
  readonly phone: Wanted;
  readonly fields: readonly Question[];
  readonly consent: string;
  readonly rating: boolean;
}

/** What is wrong, by the name that the server has for the field. */
export type Faults = Readonly<Record<string, string>>;

export const MOST_QUESTIONS = 10;
const LONGEST = { greeting: 500, teaser: 200, awayText: 500, "form.consent": 1000 } as const;
const MOST_OFFSET = 2000;
const MOST_SECONDS = 3600;
const MOST_CHOICES = 20;

export function editingOf(settings: ChannelSettings): Editing {
  const { form, looks } = settings;
  const text = (value: string | number | null) => (value === null ? "" : String(value));
  return {
    looks: Object.fromEntries(
      [...COLOURS, ...CHOICES, ...OFFSETS].map((name) => [name, text(looks[name])]),
    ) as Record<LookName, string>,
    greeting: text(settings.greeting),
    teaser: text(settings.teaser),
    teaserAfter: text(settings.teaserAfter),
    awayText: text(settings.awayText),
    when: form.when,
    name: form.name,
    email: form.email,
    phone: form.phone,
    fields: form.fields.map((field) => ({ ...field, choices: field.choices.join("\n") })),
    consent: text(form.consent),
    rating: settings.rating,
  };
}

/** As the server takes it; what `faultsOf` finds wrong is left out, so that the preview shows the rest. */
export function settingsOf(editing: Editing): ChannelSettings {
  const text = (typed: string) => typed.trim() || null;
  const looks = Object.entries(editing.looks).map(([name, typed]) => [
    name,
    lookOf(name as LookName, typed),
  ]);
  return {
    looks: Object.fromEntries(looks) as unknown as Looks,
    greeting: text(editing.greeting),
    teaser: text(editing.teaser),
    teaserAfter: wholeNumber(editing.teaserAfter, MOST_SECONDS),
    awayText: text(editing.awayText),
    form: {
      when: editing.when,
      name: editing.name,
      email: editing.email,
      phone: editing.phone,
      fields: editing.fields.filter(isWhole).map(fieldOf),
      consent: text(editing.consent),
    },
    rating: editing.rating,
  };
}

function lookOf(name: LookName, typed: string): string | number | null {
  if ((COLOURS as readonly string[]).includes(name)) return colourOf(typed);
  if ((OFFSETS as readonly string[]).includes(name)) return wholeNumber(typed, MOST_OFFSET);
  return typed || null;
}

function fieldOf({ choices, label, ...field }: Question): FormField {
  return {
    ...field,
    label: label.trim(),
    choices: field.kind === "choice" ? linesOf(choices) : [],
  };
}

const isWhole = (question: Question) =>
  question.label.trim() !== "" &&
  (question.kind === "text" || linesOf(question.choices).length > 0);

const linesOf = (text: string) =>
  [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean);

function wholeNumber(typed: string, most: number): number | null {
  const number = Number(typed.trim());
  return /^\d+$/.test(typed.trim()) && number <= most ? number : null;
}

/** What cannot be saved as it is typed. */
export function faultsOf(editing: Editing): Faults {
  const faults: Record<string, string> = {};
  for (const name of COLOURS) {
    const typed = editing.looks[name];
    if (typed.trim() && !colourOf(typed)) faults[`looks.${name}`] = words.say("fault.colour");
  }
  for (const name of OFFSETS) {
    const typed = editing.looks[name];
    if (typed.trim() && wholeNumber(typed, MOST_OFFSET) === null) {
      faults[`looks.${name}`] = words.say("fault.number", { most: MOST_OFFSET });
    }
  }
  const { teaserAfter } = editing;
  if (teaserAfter !== "" && wholeNumber(teaserAfter, MOST_SECONDS) === null) {
    faults["teaserAfter"] = words.say("fault.number", { most: MOST_SECONDS });
  }
  const texts = { ...editing, "form.consent": editing.consent };
  for (const [name, most] of Object.entries(LONGEST)) {
    const { length } = [...texts[name as keyof typeof LONGEST].trim()];
    if (length > most) faults[name] = words.say("fault.long", { count: most });
  }
  for (const [index, question] of editing.fields.entries()) {
    const at = `form.fields[${index}]`;
    if (!question.label.trim()) faults[`${at}.label`] = words.say("fault.label");
    if (question.kind !== "choice") continue;
    const { length } = linesOf(question.choices);
    if (length === 0) faults[`${at}.choices`] = words.say("fault.choices");
    if (length > MOST_CHOICES)
      faults[`${at}.choices`] = words.say("fault.most", { count: MOST_CHOICES });
  }
  return faults;
}

/** A field of the settings, by the name that the server has for it. */
export type FieldName = LookName | Exclude<keyof Editing, "looks">;

export interface Merged {
  readonly editing: Editing;
  /** What both have changed, each in another way: the editing holds what was typed here. */
  readonly both: readonly FieldName[];
}

/** What somebody else has saved since `kept`, with all that was changed here put in. */
export function merged(kept: Editing, mine: Editing, theirs: Editing): Merged {
  const both: FieldName[] = [];
  const pick = <T extends object>(from: T, own: T, other: T): T => {
    const picked = Object.keys(from).map((key) => {
      const name = key as keyof T & FieldName;
      const [before, here, there] = [from[name], own[name], other[name]].map((value) =>
        JSON.stringify(value),
      );
      if (here === before) return [name, other[name]];
      if (there !== before && there !== here) both.push(name);
      return [name, own[name]];
    });
    return Object.fromEntries(picked) as T;
  };
  const { looks: keptLooks, ...keptRest } = kept;
  const { looks: myLooks, ...myRest } = mine;
  const { looks: theirLooks, ...theirRest } = theirs;
  const looks = pick(keptLooks, myLooks, theirLooks);
  return { editing: { looks, ...pick(keptRest, myRest, theirRest) }, both };
}

/** A question with a name for programs that no other has. */
export function newQuestion({ fields }: Editing): Question {
  let number = fields.length + 1;
  while (fields.some(({ key }) => key === `question${number}`)) number += 1;
  return { key: `question${number}`, label: "", required: false, kind: "text", choices: "" };
}
