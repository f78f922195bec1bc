/** Light, dark, or as the system is; and the style sheets of the parts that were loaded. */
import { type Theme, TOKENS, themeOf } from "@chathub/ui/tokens";

const CHOICE = "chathub-console.theme";

/** Adds a part's style sheet, once. Adopted, because the page allows no other styles from scripts. */
export function adopt(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

const adopted = new Set<string>();

export function chosenTheme(): Theme {
  try {
    return themeOf(localStorage.getItem(CHOICE));
  } catch {
    return "auto";
  }
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem(CHOICE, theme);
  } catch {
    // Nothing is kept in this browser: it lasts until the page is loaded anew.
  }
}

/** The tokens first: everything else is made of them. */
export function dress(): void {
  document.documentElement.dataset["theme"] = chosenTheme();
  adopt(TOKENS);
}
