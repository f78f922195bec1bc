/** The text of a file that some spreadsheet wrote: it never says in which encoding. */

export const ENCODINGS = ["utf-8", "utf-16le", "windows-1251", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Languages whose older programs write Windows-1251. */
const CYRILLIC = /^(uk|ru|be|bg|sr|mk|kk)\b/i;

/** What it most likely is: as a mark at its beginning says, else UTF-8 if it can be, else what the reader's language has. */
export function encodingOf(bytes: Uint8Array, languages: readonly string[]): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  // Without a mark: text of letters from one page of Unicode has one of two bytes the same again and again.
  const half = bytes.subarray(0, 2000).filter((_, index) => index % 2 === 1);
  if (half.length > 3 && half.filter((byte) => byte === 0 || byte === 4).length > half.length / 2) {
    return "utf-16le";
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return languages.some((language) => CYRILLIC.test(language)) ? "windows-1251" : "windows-1252";
  }
}

/** The text, without the mark that tells the order of bytes. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
