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

/**
 * What of the attributes makes sense, as pairs `--NAME-light` and `--NAME-dark`; the style sheets choose by theme.
 * A dark colour that is missing is the light one, and a text colour that is missing is what can be read.
 */
export function colourTokens(given: Attributes, weigh: Weigh): Tokens {
  const tokens: Record<string, string> = {};
  const set = (name: string, pair: Pair | null) => {
    if (!pair) return;
    tokens[`--${name}-light`] = pair.light;
    tokens[`--${name}-dark`] = pair.dark;
  };
  const read = (light: string, ...dark: string[]) => readPair(given, weigh, light, dark);
  const main = read("main-color", "main-dark-color");
  const icon = read("icon-color", "icon-dark-color");
  const operator = read(
    "operator-message-color",
    "operator-message-dark-color",
    // Misspelt on pages in the field, where it has always worked.
    "operatoe-message-dark-color",
  );
  const text = read("operator-message-text-color", "operator-message-text-dark-color");
  set("main", main);
  set("on-main", main && inksOn(main, weigh));
  set("icon", icon ?? (main && inksOn(main, weigh)));
  set("operator", operator);
  set("on-operator", text ?? (operator && inksOn(operator, weigh)));
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

function inksOn({ light, dark }: Pair, weigh: Weigh): Pair {
  return { light: inkOn(light, weigh), dark: inkOn(dark, weigh) };
}

const DARK_INK = "#16202a";
/** Above this luminance dark ink has more contrast than white. */
const BRIGHT = 0.2;

function inkOn(colour: string, weigh: Weigh): string {
  const parts = weigh(colour);
  return parts && luminance(parts) > BRIGHT ? DARK_INK : "#fff";
}

/** The relative luminance of WCAG 2, with squares in place of its curve: as good for choosing between two inks. */
export function luminance([red, green, blue]: readonly [number, number, number]): number {
  return (0.2126 * red ** 2 + 0.7152 * green ** 2 + 0.0722 * blue ** 2) / 255 ** 2;
}

/** Weighs by asking the browser: `probe` is an element in the shadow root that shows nothing. */
export function weighWith(probe: HTMLElement): Weigh {
  return (colour) => {
    probe.style.color = colour;
    const known = probe.style.color !== "";
    const parts =
      getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    probe.style.color = "";
    return known && parts.length >= 3 ? [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0] : null;
  };
}
