/** The language of this browser's console; another one is spoken from the next load on, which comes at once. */
import { shell } from "../shell-words";
import { chooseLanguage, chosenLanguage, LANGUAGES } from "../words";
import { Labelled } from "./Field";

export function LanguageChoice() {
  return (
    <Labelled label={shell.say("language")}>
      {(given) => (
        <select
          {...given}
          class="input"
          value={chosenLanguage() ?? ""}
          onChange={(event) => {
            chooseLanguage(event.currentTarget.value || null);
            location.reload();
          }}
        >
          <option value="">{shell.say("language.auto")}</option>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
