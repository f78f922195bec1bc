/** The theme, and the style sheet that every panel and widget starts from. */
export { default as TOKENS } from "./tokens.css?inline";

export type Theme = "light" | "dark" | "auto";

/** Reads the `theme` attribute: anything but `light` and `dark` follows the system. */
export function themeOf(attribute: string | null | undefined): Theme {
  return attribute === "light" || attribute === "dark" ? attribute : "auto";
}
