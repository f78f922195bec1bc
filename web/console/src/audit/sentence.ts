/** What was done, as a sentence. A deed that this console does not know yet is told by its own name. */
import type { AuditEntry } from "../api/types";
import type { en } from "../locales/en/audit";
import type { Words } from "../words";

type AuditWords = Pick<Words<keyof typeof en>, "say" | "has">;

/** Who acts where nobody is signed in: the program, on the server's own machine. */
export const COMMAND_LINE = "command line";

export function sentenceOf(entry: AuditEntry, words: AuditWords): string {
  const { say } = words;
  const subject = subjectOf(entry.subject, words);
  const { name, channel, before, after, added, removed } = entry.detail;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const list = (value: unknown) => (Array.isArray(value) ? value.join(", ") : "");
  const values = {
    who: entry.who === COMMAND_LINE ? say("who.command-line") : entry.who,
    subject,
    name: text(name) || text(channel) || subject,
    before: text(before),
    after: text(after) || text(name),
    added: list(added),
    removed: list(removed),
    deed: entry.deed,
  };
  const key = `deed.${kindOf(entry, values)}`;
  return say(words.has(key) ? key : "deed.unknown", values);
}

/** Origins come and go, and roles are given and taken: which of it happened is another sentence. */
function kindOf(
  { deed }: AuditEntry,
  { added, removed, after }: { added: string; removed: string; after: string },
) {
  if (deed === "person.role_changed") return `${deed}.${after}`;
  if (deed !== "organization.origins_changed" || (added && removed)) return deed;
  return added ? `${deed}.added` : removed ? `${deed}.removed` : deed;
}

/** `operator 5` in the reader's words; a channel's long name is cut where it stops telling. */
function subjectOf(subject: string, words: AuditWords): string {
  const [noun = "", id = ""] = subject.split(" ");
  const key = `subject.${noun}`;
  return words.has(key) ? words.say(key, { id: id.slice(0, 8) }) : subject;
}

/** What kinds of deeds one may look for, each by how its deeds begin. */
export const KINDS = {
  operator: "operator.",
  organization: "organization.",
  channel: "channel.",
  person: "person.",
  company: "company.",
  data: "customer.,retention.",
} as const;
export type Kind = keyof typeof KINDS;
