/** A form: what is typed, what is wrong with it, and that it is being sent. Nothing typed is lost by an error. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { keepWatch } from "../address";
import { Problem } from "../api/request";
import { faultOf } from "../problem-words";
import { askToLeave } from "./leaving";

/** What `send` answers where nothing was kept yet. */
export const UNSENT = Symbol();

type Values = Readonly<Record<string, string>>;
type Errors<V extends Values> = Partial<Record<keyof V, string>>;

export interface FormRules<V extends Values> {
  initial: V;
  /** What is wrong by field, before the server is asked. */
  check?(values: V): Errors<V>;
  /**
   * Sends it. A Problem that names a field is shown beside that field, any other above the button. Answers `UNSENT` where
   * something is to be decided first: what was typed is still a change then.
   */
  send(values: V): Promise<unknown>;
  /** What the server calls a field, where the form calls it otherwise: its name there, then here. */
  names?: Readonly<Record<string, keyof V & string>>;
}

export interface Form<V extends Values> {
  readonly values: V;
  readonly errors: Errors<V>;
  /** What is wrong with none of the fields, or null. */
  readonly failure: Problem | null;
  readonly busy: boolean;
  readonly changed: boolean;
  set(name: keyof V & string, value: string): void;
  submit(event?: Event): void;
  /** The form's element, for the focus. */
  readonly element: { current: HTMLFormElement | null };
}

export function useForm<V extends Values>(rules: FormRules<V>): Form<V> {
  const [values, setValues] = useState(rules.initial);
  const [kept, setKept] = useState(rules.initial);
  const [errors, setErrors] = useState<Errors<V>>({});
  const [failure, setFailure] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const changed = Object.keys(values).some((name) => values[name] !== kept[name]);

  useWatch(changed && !busy);
  // Whoever cannot see the red line is taken to it.
  useLayoutEffect(() => {
    if (Object.keys(errors).length === 0) return;
    element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  async function submit(event?: Event) {
    event?.preventDefault();
    if (busy) return;
    const found = rules.check?.(values) ?? {};
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      if ((await rules.send(values)) !== UNSENT) setKept(values);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Of a list, as of a text with an entry a line, it is the list's field.
      const named = error.field?.replace(/\[\d+\]$/, "") ?? "";
      const field = rules.names?.[error.field ?? ""] ?? named;
      if (field in values) {
        setErrors({ [field]: faultOf(error) } as Errors<V>);
      } else setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return {
    values,
    errors,
    failure,
    busy,
    changed,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      setErrors((before) => {
        const { [name]: _, ...others } = before;
        return others as Errors<V>;
      });
    },
    submit: (event) => void submit(event),
    element,
  };
}

/** While `held` is true, another place is only gone to after asking. */
export function useWatch(held: boolean): void {
  // At once with what is drawn, not some time after it: the next key may be one that leaves.
  useLayoutEffect(() => {
    if (!held) return;
    // Each its own: it is by itself that it goes.
    return keepWatch(() => askToLeave());
  }, [held]);
}
