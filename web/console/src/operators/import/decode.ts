/** The text of a file that some spreadsheet wrote: it never says in which encoding. */

export const ENCODINGS = ["utf-8", "utf-16le", "windows-1251", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Languages whose older programs write Windows-1251. */
const CYRILLIC = /^(uk|ru|be|bg|sr|mk|kk)\b/i;

/** What it most likely is: as a mark at its beginning says, else UTF-8 if it can be, else what its letters or the reader speak for. */
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
    const cyrillic = hasWordsBeyondAscii(bytes) || languages.some((one) => CYRILLIC.test(one));
    return cyrillic ? "windows-1251" : "windows-1252";
  }
}

/** Western words have a letter beyond ASCII here and there, Cyrillic ones have no others. */
function hasWordsBeyondAscii(bytes: Uint8Array): boolean {
  let letters = 0;
  let inWords = 0;
  let run = 0;
  for (const byte of [...bytes.subarray(0, 20_000), 0]) {
    if (byte >= 0x80) run += 1;
    else {
      letters += run;
      if (run >= 3) inWords += run;
      run = 0;
    }
  }
  return inWords > letters / 2;
}

/** Whether it is a text at all, and not a spreadsheet's own file: those are full of NUL. */
export function isText(bytes: Uint8Array, encoding: Encoding): boolean {
  return !decode(bytes, encoding).includes("\0");
}

/** The text, without the mark that tells the order of bytes. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
