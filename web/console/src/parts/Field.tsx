/** Fields with a label in sight, a hint below it, and what is wrong beside them. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import type { Form } from "./form";

export interface LabelledProps {
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  /** The control, which is given its id and what describes it. */
  children(given: Given): ComponentChildren;
}

export interface Given {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/** A label, a hint, a control of any kind, and its error. */
export function Labelled(props: LabelledProps) {
  const id = useId();
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean);
  return (
    <div class="field-group">
      <label for={id}>{props.label}</label>
      {props.hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.children({
        id,
        "aria-describedby": described.join(" ") || undefined,
        "aria-invalid": props.error ? "true" : undefined,
      })}
      <p class="field-error" id={`${id}-error`} role={props.error ? "alert" : undefined}>
        {props.error}
      </p>
    </div>
  );
}

interface FormFieldProps<V extends Record<string, string>> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  hint?: ComponentChildren;
  disabled?: boolean;
}

interface TextFieldProps<V extends Record<string, string>> extends FormFieldProps<V> {
  type?: "text" | "password" | "url";
  autoComplete?: string;
  placeholder?: string;
  /** The browser's own hints for phones' keyboards. */
  inputMode?: JSX.HTMLAttributes["inputMode"];
  longest?: number;
  autoFocus?: boolean;
}

/** One line of text. */
export function TextField<V extends Record<string, string>>(props: TextFieldProps<V>) {
  const { form, name, type = "text" } = props;
  return (
    <Labelled label={props.label} hint={props.hint} error={form.errors[name]}>
      {(given) => (
        <input
          {...given}
          class="input"
          name={name}
          type={type}
          dir={type === "url" ? "ltr" : type === "text" && form.values[name] ? "auto" : undefined}
          value={form.values[name]}
          disabled={props.disabled ?? false}
          autoComplete={props.autoComplete ?? "off"}
          placeholder={props.placeholder}
          inputMode={props.inputMode}
          maxLength={props.longest}
          spellcheck={false}
          data-first={props.autoFocus}
          onInput={(event) => form.set(name, event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

interface ChoiceFieldProps<V extends Record<string, string>> extends FormFieldProps<V> {
  choices: readonly { value: string; label: string }[];
}

/** One of a few. */
export function ChoiceField<V extends Record<string, string>>(props: ChoiceFieldProps<V>) {
  const { form, name } = props;
  return (
    <Labelled label={props.label} hint={props.hint} error={form.errors[name]}>
      {(given) => (
        <select
          {...given}
          class="input"
          name={name}
          value={form.values[name]}
          disabled={props.disabled ?? false}
          onChange={(event) => form.set(name, event.currentTarget.value)}
        >
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface ChoiceProps {
  label: string;
  error?: string | undefined;
  value: string;
  choices: readonly (readonly [value: string, said: string])[];
  choose(value: string): void;
}

/** One of a few, which counts at once: what belongs to no form. */
export function Choice({ label, error, value, choices, choose }: ChoiceProps) {
  return (
    <Labelled label={label} error={error}>
      {(given) => (
        <select
          {...given}
          class="input"
          value={value}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {choices.map(([one, said]) => (
            <option key={one} value={one}>
              {said}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
