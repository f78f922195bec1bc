/** The questions of a channel's form that this customer has not answered yet. */
import type { CustomerState, Form } from "@chathub/protocol";
import type { Language } from "@chathub/ui/language";
import type { ChatKey } from "../locales/en";

export interface Asked {
  /** `name`, `email`, `phone`, or the key of the company's own question with a colon before it. */
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "email" | "tel";
  readonly required: boolean;
  readonly choices: readonly string[];
}

const TYPES = { name: "text", email: "email", phone: "tel" } as const;

export function askedOf(
  form: Form,
  state: CustomerState | null,
  say: Language<ChatKey>["say"],
): Asked[] {
  const common = (["name", "email", "phone"] as const)
    .filter((name) => form[name] !== "no" && !state?.[name])
    .map((name) => ({
      name,
      label: say(`form.${name}`),
      type: TYPES[name],
      required: form[name] === "required",
      choices: [],
    }));
  const open = form.fields.filter(({ key }) => !state?.fields[key]);
  const own = open.map(({ key, label, required, kind, choices }) => ({
    name: `:${key}`,
    label,
    type: "text" as const,
    required,
    choices: kind === "choice" ? choices : [],
  }));
  return [...common, ...own];
}

/** Whether the form comes before this customer's first message. */
export function asksFirst(form: Form, state: CustomerState | null, away: boolean): boolean {
  if (form.when === "never" || (form.when === "away" && !away)) return false;
  return (
    (form.consent !== null && !state?.consentedAt) || askedOf(form, state, (key) => key).length > 0
  );
}
