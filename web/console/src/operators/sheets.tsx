/** The dialogs about operators. */
import { Button } from "@chathub/ui";
import * as calls from "../api/calls";
import { newKey } from "../api/key";
import type { Operator, Organization } from "../api/types";
import { Confirm } from "../parts/Confirm";
import { nameFault, only } from "../parts/checks";
import { Dialog } from "../parts/Dialog";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { OperatorLink } from "../parts/OperatorLink";
import { tell } from "../parts/told";
import { shell } from "../shell-words";
import { words } from "./words";

interface SheetProps {
  close(): void;
  /** What is shown is not so any more. */
  done(): Promise<void>;
}

export function AddOperator(props: SheetProps & { organization: Organization }) {
  const form = useForm({
    initial: { name: "" },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      await calls.createOperators(props.organization.id, [name.trim()], newKey());
      tell(words.say("added", { name: name.trim() }));
      await props.done();
      props.close();
    },
    names: { "[0].name": "name" },
  });
  return (
    <Dialog title={words.say("add")} close={props.close}>
      <FormBox
        form={form}
        send={words.say("add.deed")}
        beside={<Button onClick={props.close}>{shell.say("cancel")}</Button>}
      >
        <TextField
          form={form}
          name="name"
          label={words.say("name")}
          hint={words.say("name.hint")}
          autoComplete="off"
        />
      </FormBox>
    </Dialog>
  );
}

interface OperatorSheetProps extends SheetProps {
  operator: Operator;
}

export function RenameOperator({ operator, close, done }: OperatorSheetProps) {
  const form = useForm({
    initial: { name: operator.name },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      await calls.renameOperator(operator.id, name.trim());
      tell(shell.say("saved"));
      await done();
      close();
    },
  });
  return (
    <Dialog title={words.say("rename.title", { name: operator.name })} close={close}>
      <FormBox
        form={form}
        send={shell.say("save")}
        onlyChanged
        beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
      >
        <TextField
          form={form}
          name="name"
          label={words.say("name")}
          hint={words.say("name.hint")}
        />
      </FormBox>
    </Dialog>
  );
}

export function LinkForOperator({ operator, close }: { operator: Operator; close(): void }) {
  return (
    <Dialog title={words.say("link.of", { name: operator.name })} close={close}>
      <p class="prose">{words.say("link.text", { name: operator.name })}</p>
      <div class="form-foot">
        <OperatorLink operator={operator} />
      </div>
    </Dialog>
  );
}

export function DeactivateOperator({ operator, close, done }: OperatorSheetProps) {
  const { name } = operator;
  return (
    <Confirm
      title={words.say("deactivate.title", { name })}
      deed={words.say("deactivate")}
      close={close}
      act={async () => {
        await calls.setOperatorStatus(operator.id, 1);
        tell(words.say("deactivated", { name }));
        await done();
      }}
    >
      {words.say("deactivate.text")}
    </Confirm>
  );
}

export function DeleteOperator({ operator, close, done }: OperatorSheetProps) {
  const { name } = operator;
  return (
    <Confirm
      title={words.say("delete.title", { name })}
      deed={words.say("delete")}
      close={close}
      act={async () => {
        await calls.setOperatorStatus(operator.id, 2);
        tell(words.say("gone", { name }));
        await done();
      }}
    >
      {words.say("delete.text")}
    </Confirm>
  );
}
