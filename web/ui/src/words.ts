/** The language around a component. What a language is lies apart, for parts that do without a framework. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Language, language, type UiKey } from "./language";
import { en } from "./locales/en";

export {
  chooseLocale,
  type Dictionary,
  type Entry,
  type Language,
  language,
  type UiKey,
  type Values,
} from "./language";

const Spoken = createContext<Language>(language("en", en));
export const LanguageProvider = Spoken.Provider;

/** The language around a component. An embed with texts of its own names their keys. */
export function useLanguage<Key extends string = UiKey>(): Language<Key | UiKey> {
  return useContext(Spoken) as Language<Key | UiKey>;
}
