/** The form's frame: its fields, what went wrong as a whole, and the one button that sends it. */
import type { ComponentChildren } from "preact";
import { Failure } from "./Failure";
import type { Form } from "./form";

interface FormBoxProps<V extends Record<string, string>> {
  form: Form<V>;
  /** What the button says. */
  send: string;
  children: ComponentChildren;
  /** Beside the button, such as one that closes a dialog. */
  beside?: ComponentChildren;
  /** The button waits until something was changed. */
  onlyChanged?: boolean;
  danger?: boolean;
}

export function FormBox<V extends Record<string, string>>(props: FormBoxProps<V>) {
  const { form } = props;
  return (
    <form class="form" ref={form.element} noValidate onSubmit={form.submit}>
      {props.children}
      {form.failure ? <Failure problem={form.failure} again={() => form.submit()} /> : null}
      <div class="form-foot">
        <button
          type="submit"
          class={`button ${props.danger ? "danger-solid" : "primary"}`}
          aria-busy={form.busy ? "true" : undefined}
          disabled={form.busy || (props.onlyChanged === true && !form.changed)}
        >
          {form.busy ? <span class="spinner" /> : null}
          {props.send}
        </button>
        {props.beside}
      </div>
    </form>
  );
}
