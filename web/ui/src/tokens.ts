/** The design tokens and the reset: what every panel and widget starts from, as one style sheet. */

// Colours are pairs made by light-dark(): `color-scheme` on the root chooses, so a theme is one property.
// Sizes are px: a host page that changes its root font size must not change ours.
export const TOKENS = `
.ch {
  color-scheme: light dark;
  --accent-light: #0b6e69; --accent-dark: #12807a;
  --accent: light-dark(var(--accent-light), var(--accent-dark));
  --on-accent: #fff;
  --accent-text: light-dark(#0a615d, #62d4c9);
  --accent-soft: light-dark(#e2f3f1, #143532);
  --surface: light-dark(#ffffff, #1a1d21);
  --canvas: light-dark(#f5f7f8, #121417);
  --raised: light-dark(#ffffff, #22262b);
  --hover: light-dark(#eef1f3, #262b31);
  --bubble: light-dark(#ffffff, #262b31);
  --line: light-dark(#e0e5e8, #32383f);
  --line-strong: light-dark(#8a959d, #77828c);
  --text: light-dark(#16202a, #eceff2);
  --text-soft: light-dark(#55626d, #a5b0ba);
  --note: light-dark(#fff5d6, #3a3015);
  --note-line: light-dark(#ecd68c, #6b5a26);
  --note-text: light-dark(#6a4d00, #f3d98b);
  --good: light-dark(#187a3e, #57cf86);
  --warn: light-dark(#8d5400, #f2b65a);
  --warn-soft: light-dark(#fff1dc, #3b2a12);
  --bad: light-dark(#b42318, #ff8f85);
  --bad-soft: light-dark(#fdeceb, #421d1b);
  --badge: light-dark(#c92a3b, #d63b4b);
  --focus: light-dark(#0a615d, #62d4c9);
  --shadow: 0 1px 2px rgb(16 32 43 / 8%), 0 12px 40px rgb(16 32 43 / 22%);
  --shadow-small: 0 1px 2px rgb(16 32 43 / 10%);
  --radius: 14px; --radius-small: 8px; --radius-full: 999px;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Arial, sans-serif;
}
.ch[data-theme="light"] { color-scheme: light; }
.ch[data-theme="dark"] { color-scheme: dark; }
.ch, :where(.ch *), .ch *::before, .ch *::after { box-sizing: border-box; }
.ch {
  font: 400 14px/1.45 var(--font); color: var(--text); text-align: start;
  -webkit-text-size-adjust: 100%; -webkit-font-smoothing: antialiased; -webkit-tap-highlight-color: transparent;
}
:where(.ch :is(h2, h3, p, ol, ul, figure)) { margin: 0; padding: 0; font: inherit; list-style: none; }
:where(.ch :is(button, input, textarea)) { font: inherit; color: inherit; margin: 0; letter-spacing: inherit; }
:where(.ch button) { appearance: none; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
:where(.ch button:disabled) { cursor: default; }
:where(.ch a) { color: inherit; }
.ch :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.ch [hidden] { display: none !important; }
:where(.ch svg) { display: block; flex: none; }
.ch .unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
@media (prefers-reduced-motion: reduce) {
  .ch, .ch *, .ch *::before, .ch *::after { animation-duration: 1ms !important; animation-iteration-count: 1 !important; transition-duration: 1ms !important; scroll-behavior: auto !important; }
}
@media (forced-colors: active) {
  .ch :is(.button, .icon-button, .bubble, .badge) { border: 1px solid ButtonText; }
}
`;

export type Theme = "light" | "dark" | "auto";

/** Reads the `theme` attribute: anything but `light` and `dark` follows the system. */
export function themeOf(attribute: string | null | undefined): Theme {
  return attribute === "light" || attribute === "dark" ? attribute : "auto";
}
