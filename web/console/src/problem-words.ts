/** What the server finds wrong, in the reader's language: by its `reason`, else by its `code`. */
import type { Problem } from "./api/request";
import type { en } from "./locales/en/problems";
import { words } from "./words";

export const problems = words<keyof typeof en>(import.meta.glob("./locales/*/problems.ts"));

/** Null where there is no text for it, as for a newer server's reason, or a code that says too little. */
export function inOwnWords({ code, reason, limit }: Problem): string | null {
  const key = reason === null ? `code.${code}` : `reason.${reason}`;
  return problems.has(key) ? problems.say(key, limit === null ? {} : { count: limit }) : null;
}

/** What to say beside a field: where there is no text for it, the server's own sentence, in English. */
export const faultOf = (problem: Problem) => inOwnWords(problem) ?? withoutName(problem.detail);

/** The server begins with the field's name, for programs; beside the field it is said already. */
export function withoutName(detail: string): string {
  const text = detail.replace(/^`[^`]*`:\s*/, "");
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
