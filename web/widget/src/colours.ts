/** The element's colour attributes as the design tokens of the chat. */
import type { Attributes } from "@chathub/loader";

/** Tokens and their values, to be set on the chat's root. */
export type Tokens = Readonly<Record<string, string>>;

/** Says a colour as red, green and blue from 0 to 255, or null if it is none that we can weigh. */
export type Weigh = (colour: string) => readonly [number, number, number] | null;

interface Pair {
  readonly light: string;
  readonly dark: string;
}

/** What of the attributes makes sense; a dark colour that is missing is the light one. */
export function colourTokens(given: Attributes, weigh: Weigh): Tokens {
  const pair = (light: string, ...dark: string[]) => readPair(given, weigh, light, dark);
  const tokens: Record<string, string> = {};
  const main = pair("main-color", "main-dark-color");
  if (main) {
    tokens["--accent-light"] = main.light;
    tokens["--accent-dark"] = main.dark;
    tokens["--on-accent"] = both(readableOn(main, weigh));
    // The accent as text must stand out from the surface, whatever the company's colour is.
    const text = both({ light: mix(main.light, "black"), dark: mix(main.dark, "white") });
    tokens["--accent-text"] = text;
    tokens["--focus"] = text;
    tokens["--accent-soft"] = both({
      light: `color-mix(in srgb, ${main.light} 12%, white)`,
      dark: `color-mix(in srgb, ${main.dark} 30%, #1a1d21)`,
    });
  }
  const icon = pair("icon-color", "icon-dark-color");
  if (icon) tokens["--opener-icon"] = both(icon);
  const bubble = pair(
    "operator-message-color",
    "operator-message-dark-color",
    // Misspelt on pages in the field, where it has always worked.
    "operatoe-message-dark-color",
  );
  const text = pair("operator-message-text-color", "operator-message-text-dark-color");
  if (bubble) tokens["--operator-bubble"] = both(bubble);
  if (text) tokens["--operator-text"] = both(text);
  else if (bubble) tokens["--operator-text"] = both(readableOn(bubble, weigh));
  return tokens;
}

function readPair(given: Attributes, weigh: Weigh, light: string, dark: string[]): Pair | null {
  const known = (name: string) => {
    const value = given[name]?.trim();
    return value && weigh(value) ? value : undefined;
  };
  const darkValue = dark.map(known).find((value) => value !== undefined);
  const lightValue = known(light) ?? darkValue;
  return lightValue ? { light: lightValue, dark: darkValue ?? lightValue } : null;
}

function both({ light, dark }: Pair): string {
  return `light-dark(${light}, ${dark})`;
}

function mix(colour: string, other: "black" | "white"): string {
  return `color-mix(in srgb, ${colour} 70%, ${other})`;
}

function readableOn(pair: Pair, weigh: Weigh): Pair {
  return { light: inkOn(pair.light, weigh), dark: inkOn(pair.dark, weigh) };
}

const DARK_INK = "#16202a";
/** Above this luminance dark ink has more contrast than white. */
const BRIGHT = 0.2;

function inkOn(colour: string, weigh: Weigh): string {
  const parts = weigh(colour);
  return parts && luminance(parts) > BRIGHT ? DARK_INK : "#fff";
}

/** The relative luminance of WCAG 2. */
export function luminance(parts: readonly [number, number, number]): number {
  const [red, green, blue] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Weighs by asking the browser: `probe` is an element in the shadow root that shows nothing. */
export function weighWith(probe: HTMLElement): Weigh {
  return (colour) => {
    probe.style.color = "";
    probe.style.color = colour;
    if (!probe.style.color) return null;
    const parts = getComputedStyle(probe)
      .color.match(/[\d.]+/g)
      ?.map(Number);
    return parts && parts.length >= 3 ? [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0] : null;
  };
}
