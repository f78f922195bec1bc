/** The console's texts: each part of it has its own, which come with the part. */
import {
  type Dictionary,
  type Language,
  loadLanguage,
  RIGHT_TO_LEFT,
  type Values,
} from "@chathub/ui/language";

/** The languages that the console speaks, as do widget and panel, by the names that they have in themselves. */
export const LANGUAGES = {
  ar: "العربية",
  de: "Deutsch",
  en: "English",
  es: "Español",
  fr: "Français",
  pl: "Polski",
  uk: "Українська",
} as const;
const CHOICE = "chathub-console.language";

/** What a part of the console says, once `load` is done; until then `say` throws. */
export interface Words<Key extends string> {
  load(): Promise<void>;
  say(key: Key, values?: Values): string;
  /** Whether there is such a text: for what the server names and a console may not know yet. */
  has(key: string): key is Key;
}

/** A part's file in a language's folder, which names what it holds after the language. */
type File<Key extends string> = Readonly<Record<string, Dictionary<Key>>>;

/** The texts of one part; `files` are its file in each language's folder, `locales/uk/people.ts` and so on. */
export function words<Key extends string>(
  files: Readonly<Record<string, () => Promise<unknown>>>,
): Words<Key> {
  let spoken: Language<Key> | null = null;
  let texts: Dictionary<Key> | undefined;
  const kept = Object.entries(files).map(([path, fetch]) => {
    const folder = path.split("/").at(-2) ?? "";
    const get = async () => {
      texts = ((await fetch()) as File<Key>)[folder];
      return texts;
    };
    return [folder, get];
  });
  return {
    async load() {
      spoken ??= await loadLanguage(document.documentElement.lang, Object.fromEntries(kept));
      if (spoken === null) throw new Error("The texts of this part did not come.");
    },
    say(key, values) {
      if (spoken === null) throw new Error("This part's texts are not loaded yet.");
      return spoken.say(key, spoken.dir === "rtl" ? isolated(values) : values);
    },
    has: (key): key is Key => texts !== undefined && Object.hasOwn(texts, key),
  };
}

/** Addresses and names keep their own direction in a sentence from the right, and its marks their places. */
function isolated(values: Values | undefined): Values | undefined {
  if (values === undefined) return undefined;
  const within = ([name, value]: [string, string | number]) =>
    [name, typeof value === "string" ? `\u2068${value}\u2069` : value] as const;
  return Object.fromEntries(Object.entries(values).map(within));
}

/** The texts of several parts, which are fetched together. */
export function inOne(...parts: readonly Pick<Words<never>, "load">[]): { load(): Promise<void> } {
  return {
    async load() {
      await Promise.all(parts.map((part) => part.load()));
    },
  };
}

/** The language of all parts, as Intl wants it. */
export function locale(): string {
  const { lang } = document.documentElement;
  // Some Arabic countries write dates in other digits than those of addresses, keys and fields for numbers.
  return RIGHT_TO_LEFT.test(lang) ? `${lang}-u-nu-latn` : lang;
}

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
