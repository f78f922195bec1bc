/** Message text: plain text, with links made by the one function of the product that makes them. */

export interface Part {
  readonly text: string;
  readonly href: string | null;
}

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);
// Every repetition is bounded or runs to the next space, so the time is linear in the text's length.
const CANDIDATE =
  /(?:https?:\/\/|www\.|mailto:|tel:)[^\s<>"`]{1,2000}|[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}|\+\d(?:[ ().-]{0,2}\d){8,14}/gi;
// Characters that turn writing around or show nothing: a link with one can look like another address.
const DECEIVING = /[\p{Cc}\p{Cf}]/u;
const WORD = /[\p{L}\p{N}_]/u;

/** Cuts a text into parts; joined, they are the text again. `href` is http, https, mailto or tel, or null. */
export function linkParts(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = withoutPunctuation(match[0]);
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    const href = startsInsideWord(before, shown) ? null : hrefOf(shown);
    if (href === null) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** A message's text. New lines are kept, and each paragraph runs in its own direction. */
export function Text(props: { text: string }) {
  return (
    <div class="text" dir="auto">
      {linkParts(props.text).map((part, index) =>
        part.href === null ? (
          part.text
        ) : (
          // The parts of a text never change places.
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </div>
  );
}

function startsInsideWord(before: string, shown: string): boolean {
  const last = Array.from(before).at(-1) ?? "";
  return WORD.test(last) || (shown.startsWith("+") && last === "+");
}

function hrefOf(shown: string): string | null {
  if (DECEIVING.test(shown)) return null;
  const address = addressOf(shown);
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  // A name or password before the host serves only to disguise where the link goes.
  const disguised = url.username !== "" || url.password !== "";
  return ALLOWED.has(url.protocol) && !disguised ? url.href : null;
}

function addressOf(shown: string): string {
  const lower = shown.toLowerCase();
  if (/^(?:https?:|mailto:|tel:)/.test(lower)) return shown;
  if (lower.startsWith("www.")) return `https://${shown}`;
  if (shown.startsWith("+")) return `tel:${shown.replace(/[^+\d]/g, "")}`;
  return `mailto:${shown}`;
}

/** Punctuation that ends the sentence is not the address's; a closing bracket is, where one opened inside. */
function withoutPunctuation(found: string): string {
  let end = found.length;
  while (end > 0) {
    const last = found.charAt(end - 1);
    if (/[.,:;!?'"*_~…»”’]/.test(last)) end -= 1;
    else if (last === ")" && count(found, "(", end) < count(found, ")", end)) end -= 1;
    else if (last === "]" && count(found, "[", end) < count(found, "]", end)) end -= 1;
    else break;
  }
  return found.slice(0, end);
}

function count(text: string, character: string, end: number): number {
  let found = 0;
  for (let index = 0; index < end; index += 1) if (text[index] === character) found += 1;
  return found;
}
