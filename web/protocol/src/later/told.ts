/** What a customer has told about itself, in the state. */
import type { CustomerState, Told } from "../types";

/** As the server keeps it: nothing where the text is empty. */
export function told(
  state: CustomerState,
  { fields = {}, consent, ...texts }: Told,
): CustomerState {
  const trimmed = Object.entries(texts).map(([field, text]) => [field, text.trim() || null]);
  const answers = Object.entries({ ...state.fields, ...fields })
    .map(([key, text]) => [key, text.trim()] as const)
    .filter(([, text]) => text);
  return {
    ...state,
    ...Object.fromEntries(trimmed),
    fields: Object.fromEntries(answers),
    consentedAt: consent ? Date.now() : state.consentedAt,
  };
}
