/** Where the list comes from: a file, dropped or chosen, or a text that is pasted. */
import { Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useId, useRef, useState } from "preact/hooks";
import { UPLOAD } from "../../parts/drawings";
import { words } from "../words";
import { encodingOf, isText } from "./decode";
import type { Source } from "./Import";

const LARGEST = 2_000_000;

interface ChoiceProps {
  pasted: string;
  setPasted(text: string): void;
  choose(source: Source): void;
}

export function Choice({ pasted, setPasted, choose }: ChoiceProps) {
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  async function take(file: File | undefined) {
    if (file === undefined) return;
    if (file.size > LARGEST) return setFault(words.say("csv.large"));
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (isText(bytes, encodingOf(bytes, navigator.languages))) choose({ bytes });
      else setFault(words.say("csv.unreadable"));
    } catch {
      // It was moved or is locked since it was chosen.
      setFault(words.say("csv.unreadable"));
    }
  }

  return (
    <div class="form">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same. */}
      <div
        class={over ? "drop over" : "drop"}
        onDragOver={(event) => {
          if (!event.dataTransfer?.types.includes("Files")) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <Drawing d={UPLOAD} size={26} />
        <p>{words.say("csv.drop")}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          aria-label={words.say("csv.choose")}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            // The same file can be chosen again after it was put right.
            event.currentTarget.value = "";
          }}
        />
        <button type="button" class="button" onClick={() => input.current?.click()}>
          <Icon name="file" size={18} />
          {words.say("csv.choose")}
        </button>
      </div>
      <p class="field-error" role="alert">
        {fault}
      </p>
      <form
        class="field-group"
        onSubmit={(event) => {
          event.preventDefault();
          if (pasted.trim()) choose({ text: pasted });
        }}
      >
        <label for={id}>{words.say("csv.paste")}</label>
        <p class="field-hint" id={`${id}-hint`}>
          {words.say("csv.paste.hint")}
        </p>
        <textarea
          id={id}
          aria-describedby={`${id}-hint`}
          class="input"
          rows={6}
          value={pasted}
          spellcheck={false}
          onInput={(event) => setPasted(event.currentTarget.value)}
        />
        <div class="form-foot after">
          <button type="submit" class="button primary" disabled={pasted.trim() === ""}>
            {words.say("csv.read")}
          </button>
        </div>
      </form>
    </div>
  );
}
