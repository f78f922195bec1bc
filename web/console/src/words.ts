/** The console's texts: each part of it has its own, which come with the part. */
import {
  type Dictionaries,
  type Dictionary,
  type Language,
  loadLanguage,
  type Values,
} from "@chathub/ui/language";

export const LANGUAGES = { en: "English", uk: "Українська" } as const;
const CHOICE = "chathub-console.language";

/** What a part of the console says, once `load` is done; until then `say` throws. */
export interface Words<Key extends string> {
  load(): Promise<void>;
  say(key: Key, values?: Values): string;
  /** Whether there is such a text: for what the server names and a console may not know yet. */
  has(key: string): key is Key;
}

/** The texts of one part; `dictionaries` says how each language is fetched. */
export function words<Key extends string>(dictionaries: Dictionaries<Key>): Words<Key> {
  let spoken: Language<Key> | null = null;
  let texts: Dictionary<Key> | null = null;
  const kept = Object.entries(dictionaries).map(([name, get]) => [
    name,
    async () => {
      texts = await get();
      return texts;
    },
  ]);
  return {
    async load() {
      spoken ??= await loadLanguage(document.documentElement.lang, Object.fromEntries(kept));
      if (spoken === null) throw new Error("The texts of this part did not come.");
    },
    say(key, values) {
      if (spoken === null) throw new Error("This part's texts are not loaded yet.");
      return spoken.say(key, values);
    },
    has: (key): key is Key => texts !== null && Object.hasOwn(texts, key),
  };
}

/** The language of all parts, as Intl wants it. */
export const locale = () => document.documentElement.lang;

/** The language that this browser's user chose here; null: as the browser does. */
export function chosenLanguage(): string | null {
  return kept()?.getItem(CHOICE) ?? null;
}

/** Keeps the choice; it counts from the next load on. */
export function chooseLanguage(language: string | null): void {
  if (language === null) kept()?.removeItem(CHOICE);
  else kept()?.setItem(CHOICE, language);
}

function kept(): Storage | null {
  try {
    return localStorage;
  } catch {
    // Switched off by whoever runs this browser: then nothing is remembered.
    return null;
  }
}
