/** Asks before something that cannot be taken back. */
import { Button } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { shell } from "../shell-words";
import { Dialog } from "./Dialog";
import { FormBox } from "./FormBox";
import { useForm } from "./form";

interface ConfirmProps {
  title: string;
  /** What the button says that does it. */
  deed: string;
  children: ComponentChildren;
  close(): void;
  /** The dialog closes once it is done; what goes wrong is said in it. */
  act(): Promise<unknown>;
}

export function Confirm(props: ConfirmProps) {
  const form = useForm({
    initial: {},
    send: async () => {
      await props.act();
      props.close();
    },
  });
  return (
    <Dialog title={props.title} close={props.close}>
      <FormBox
        form={form}
        send={props.deed}
        danger
        beside={<Button onClick={props.close}>{shell.say("cancel")}</Button>}
      >
        <div class="prose">{props.children}</div>
      </FormBox>
    </Dialog>
  );
}
