/** Where a message is written: grows with its text, takes files, sends with Enter. */

import type { ComponentChildren, Ref } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Drawing } from "../drawing";
import { ATTACH, SEND } from "../paths";
import { useLanguage } from "../words";
import type { Uploads } from "./uploads";

const TALLEST = 160;

export interface ComposerProps {
  value: string;
  change(text: string): void;
  send(): void;
  /** Takes chosen and pasted files; without it there is no button for them. */
  attach?: ((files: readonly File[]) => void) | undefined;
  uploads?: Uploads | undefined;
  /** How they are shown. */
  uploadList?: ComponentChildren;
  placeholder: string;
  /** The most characters the server takes, counted as it counts: in code points. */
  longest: number;
  /** Why nothing can be written here, in place of the field. */
  closed?: string | null | undefined;
  tone?: "reply" | "note";
  /** Above the field, such as a switch between reply and note. */
  children?: ComponentChildren;
  /** Beside the field, before the button that sends. */
  tools?: ComponentChildren;
  field?: Ref<HTMLTextAreaElement>;
}

export function Composer(props: ComposerProps) {
  const { say } = useLanguage();
  const over = tooMany(props.value, props.longest);
  const uploads = props.uploads;
  const files = uploads?.list.value ?? [];
  const ready = files.some((upload) => upload.stored !== null);
  const sendable = over <= 0 && !uploads?.busy.value && (props.value.trim() !== "" || ready);
  const problem = over > 0 ? say("ui.too-long", { count: over }) : (uploads?.problem.value ?? null);

  if (props.closed) return <div class="composer closed">{props.closed}</div>;
  return (
    <form
      class={`composer ${props.tone ?? "reply"}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (sendable) props.send();
      }}
    >
      {props.children}
      {files.length > 0 ? props.uploadList : null}
      <div class="compose-line">
        {props.attach ? <AttachButton add={props.attach} /> : null}
        <Field {...props} send={() => sendable && props.send()} />
        {props.tools}
        <button
          type="submit"
          class="send"
          disabled={!sendable}
          aria-label={say("ui.send")}
          title={say("ui.send")}
        >
          <Drawing d={SEND} flip />
        </button>
      </div>
      <div class="compose-problem" role="status">
        {problem}
      </div>
    </form>
  );
}

function Field(props: ComposerProps) {
  const { say } = useLanguage();
  const own = useRef<HTMLTextAreaElement>(null);

  // The height follows the text.
  useLayoutEffect(() => {
    const field = own.current;
    if (field === null) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    field.style.overflowY = field.scrollHeight > TALLEST ? "auto" : "hidden";
  }, [props.value]);

  return (
    <textarea
      ref={(field) => {
        own.current = field;
        if (typeof props.field === "function") props.field(field);
        else if (props.field) props.field.current = field;
      }}
      class="field"
      rows={1}
      // An empty field has no direction of its own: its placeholder stands as the language does.
      dir={props.value ? "auto" : undefined}
      aria-label={say("ui.message")}
      placeholder={props.placeholder}
      value={props.value}
      enterkeyhint="send"
      onInput={(event) => props.change(event.currentTarget.value)}
      onPaste={(event) => {
        const files = filesOf(event.clipboardData);
        // Text copied from an office program comes with a picture of it: the text is meant.
        if (files.length === 0 || event.clipboardData?.getData("text/plain")) return;
        event.preventDefault();
        props.attach?.(files);
      }}
      onKeyDown={(event) => {
        // While an input method composes a word, Enter chooses it; 229 is what old engines say then.
        if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
        if (event.shiftKey || event.altKey) return;
        event.preventDefault();
        props.send();
      }}
    />
  );
}

function AttachButton(props: { add(files: readonly File[]): void }) {
  const { say } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={say("ui.attach")}
        onChange={(event) => {
          props.add([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again after it was removed.
          event.currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={say("ui.attach")}
        title={say("ui.attach")}
        onClick={() => input.current?.click()}
      >
        <Drawing d={ATTACH} />
      </button>
    </>
  );
}

/** The files of a paste or drop. */
export function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}

/** How many characters a text is too long; positive only where it is. */
function tooMany(text: string, longest: number): number {
  return text.length <= longest ? 0 : Math.max(0, [...text].length - longest);
}
