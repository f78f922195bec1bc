/** Whether chosen colours can be read: contrast as WCAG 2.2 computes it. */
import type { Colour, Editing } from "./editing";

/** `#rgb` or `#rrggbb`, with or without the `#`, as `#rrggbb`; null for what is neither. */
export function colourOf(typed: string): string | null {
  const digits = typed.trim().replace(/^#/, "").toLowerCase();
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  return /^[0-9a-f]{3}$/.test(digits) ? `#${digits.replace(/./g, "$&$&")}` : null;
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

export interface Unreadable {
  /** The colour to change. */
  readonly name: Colour;
  readonly ratio: number;
  /** What WCAG AA asks for: 4.5 for text, 3 for drawings. */
  readonly least: number;
}

const PAIRS = [
  { over: ["iconColor", "iconDarkColor"], under: ["mainColor", "mainDarkColor"], least: 3 },
  {
    over: ["operatorMessageTextColor", "operatorMessageTextDarkColor"],
    under: ["operatorMessageColor", "operatorMessageDarkColor"],
    least: 4.5,
  },
] as const;
/** The product's own launcher, light and dark. */
const OWN_MAIN = ["#0b6e69", "#12807a"] as const;

/**
 * The chosen colours that are hard to read on what they stand on. As the widget has it, a dark colour that is missing is
 * the light one, and what is drawn on a colour is black or white unless it was chosen.
 */
export function unreadable({ looks }: Editing): Unreadable[] {
  const chosen = (names: readonly [Colour, Colour], dark: number) => {
    const [light, darker] = names.map((name) => colourOf(looks[name]));
    return dark ? (darker ?? light) : (light ?? darker);
  };
  const found: Unreadable[] = [];
  for (const { over, under, least } of PAIRS) {
    for (const dark of [0, 1] as const) {
      const ink = chosen(over, dark);
      const ground = chosen(under, dark) ?? (least === 3 ? OWN_MAIN[dark] : null);
      if (!ink || !ground) continue;
      const ratio = contrast(ink, ground);
      const name = over[colourOf(looks[over[dark]]) ? dark : dark ? 0 : 1];
      if (ratio < least && !found.some((one) => one.name === name))
        found.push({ name, ratio, least });
    }
  }
  return found;
}
