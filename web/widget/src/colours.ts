/** The element's colour attributes as the design tokens of the chat. */
import type { Attributes } from "@chathub/loader";

/** Tokens and their values, to be set on the chat's root. */
export type Tokens = Readonly<Record<string, string>>;

/** Whether the browser takes this for a colour. */
export type Known = (colour: string) => boolean;

interface Pair {
  readonly light: string;
  readonly dark: string;
}

/**
 * What of the attributes makes sense, as pairs `--NAME-light` and `--NAME-dark`; the style sheets choose by theme.
 * A dark colour that is missing is the light one, and a text colour that is missing is what can be read.
 */
export function colourTokens(given: Attributes, known: Known): Tokens {
  const tokens: Record<string, string> = {};
  const set = (name: string, pair: Pair | null) => {
    if (!pair) return;
    tokens[`--${name}-light`] = pair.light;
    tokens[`--${name}-dark`] = pair.dark;
  };
  const read = (light: string, ...dark: string[]) => readPair(given, known, light, dark);
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
  set("on-main", main && inksOn(main));
  set("icon", icon ?? (main && inksOn(main)));
  set("operator", operator);
  set("on-operator", text ?? (operator && inksOn(operator)));
  return tokens;
}

function readPair(given: Attributes, known: Known, light: string, dark: string[]): Pair | null {
  const read = (name: string) => {
    const value = given[name]?.trim();
    return value && known(value) ? value : undefined;
  };
  const darkValue = dark.map(read).find((value) => value !== undefined);
  const lightValue = read(light) ?? darkValue;
  return lightValue ? { light: lightValue, dark: darkValue ?? lightValue } : null;
}

function inksOn({ light, dark }: Pair): Pair {
  return { light: inkOn(light), dark: inkOn(dark) };
}

/** White as long as it has more contrast than black, which the colour's luminance tells: `y`. The browser weighs. */
function inkOn(colour: string): string {
  const white = "clamp(0, (0.2 - y) * 10000, 1)";
  return `color(from ${colour} xyz calc(0.95 * ${white}) ${white} calc(1.09 * ${white}))`;
}
