/** Something to take elsewhere: a link, a token, an element to paste. */
import { Drawing } from "@chathub/ui/drawing";
import { CHECK } from "@chathub/ui/paths";
import { useId, useRef, useState } from "preact/hooks";
import { shell } from "../shell-words";
import { COPY } from "./drawings";

interface CopyProps {
  label: string;
  text: string;
  /** What the button says; it names what it copies, since several may stand on one screen. */
  copy: string;
  /** Of several lines, as code is. */
  code?: boolean;
}

export function Copy(props: CopyProps) {
  const [state, setState] = useState<"copied" | "marked" | null>(null);
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const id = useId();
  const Field = props.code ? "textarea" : "input";

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text);
      setState("copied");
    } catch {
      // Browsers keep the clipboard from pages over plain HTTP: it is marked, and copied by hand.
      field.current?.focus();
      field.current?.select();
      setState("marked");
    }
  }

  return (
    <div class="copy">
      <label for={id}>{props.label}</label>
      <div class={props.code ? "copy-line code" : "copy-line"}>
        <Field
          ref={field}
          id={id}
          class={props.code ? "input mono" : "input"}
          dir="ltr"
          readOnly
          value={props.text}
          spellcheck={false}
          rows={props.code ? 4 : undefined}
          onFocus={(event: FocusEvent) => (event.currentTarget as HTMLInputElement).select()}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          <Drawing d={state === "copied" ? CHECK : COPY} size={18} />
          {state === "copied" ? shell.say("copied") : props.copy}
        </button>
      </div>
      <p class="field-hint" role="status">
        {state === "marked"
          ? shell.say("copy.by-hand")
          : state === "copied"
            ? shell.say("copy.done")
            : ""}
      </p>
    </div>
  );
}
