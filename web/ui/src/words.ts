/** The language around a component. What a language is lies apart, for parts that do without a framework. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language, UiKey } from "./language";

export {
  chooseLocale,
  type Dictionaries,
  type Dictionary,
  type Entry,
  type Language,
  language,
  loadLanguage,
  type UiKey,
  type Values,
} from "./language";

// Not English by default: each language is a chunk of its own, and this one would go with every page.
const Spoken = createContext<Language | null>(null);
export const LanguageProvider = Spoken.Provider;

/** The language around a component. An embed with texts of its own names their keys. */
export function useLanguage<Key extends string = UiKey>(): Language<Key | UiKey> {
  const spoken = useContext(Spoken);
  if (spoken === null) throw new Error("No LanguageProvider around this component");
  return spoken as Language<Key | UiKey>;
}
