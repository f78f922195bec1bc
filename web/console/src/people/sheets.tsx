/** The dialogs about people. */
import { Button } from "@chathub/ui";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { Person, Role } from "../api/types";
import { Confirm } from "../parts/Confirm";
import { Copy } from "../parts/Copy";
import { nameFault, only } from "../parts/checks";
import { Dialog } from "../parts/Dialog";
import { ChoiceField, TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { type Form, useForm } from "../parts/form";
import { tell } from "../parts/told";
import { shell } from "../shell-words";
import { words } from "./words";

interface SheetProps {
  close(): void;
  done(): Promise<void>;
}

interface PersonSheetProps extends SheetProps {
  person: Person;
}

interface RoleFieldProps {
  form: Form<{ name: string; role: string }>;
}

/** What each may do stands below the label: in many languages it is longer than a choice can show. */
function RoleField({ form }: RoleFieldProps) {
  const roles = ["admin", "viewer"] as const;
  const chosen = roles.find((role) => role === form.values.role);
  return (
    <ChoiceField
      form={form}
      name="role"
      label={words.say("role")}
      hint={chosen && words.say(`as.${chosen}`)}
      choices={roles.map((role) => ({ value: role, label: shell.say(`role.${role}`) }))}
    />
  );
}

export function Invite({ close, done }: SheetProps) {
  const [made, setMade] = useState<{ name: string; link: string } | null>(null);
  const form = useForm({
    initial: { name: "", role: "admin" },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name, role }) => {
      const { link } = await calls.invite(name.trim(), role as Role);
      setMade({ name: name.trim(), link });
      await done();
    },
  });
  return (
    <Dialog title={words.say("invite")} close={close}>
      {made === null ? (
        <FormBox
          form={form}
          send={words.say("invite.deed")}
          beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
        >
          <TextField form={form} name="name" label={words.say("name")} />
          <RoleField form={form} />
        </FormBox>
      ) : (
        <Invitation name={made.name} link={made.link} close={close} />
      )}
    </Dialog>
  );
}

function Invitation({ name, link, close }: { name: string; link: string; close(): void }) {
  return (
    <>
      <p class="prose">{words.say("link.text", { name })}</p>
      <div class="form-foot">
        <div class="wide-part">
          <Copy label={words.say("link.of", { name })} text={link} copy={words.say("link.copy")} />
        </div>
        <Button look="primary" onClick={close}>
          {shell.say("done")}
        </Button>
      </div>
    </>
  );
}

export function LinkForPerson({ person, close }: PersonSheetProps) {
  const [link, setLink] = useState<string | null>(null);
  const form = useForm({
    initial: {},
    send: async () => setLink((await calls.inviteAgain(person.id ?? 0)).link),
  });
  return (
    <Dialog title={words.say("link.of", { name: person.name })} close={close}>
      {link === null ? (
        <FormBox form={form} send={words.say("link")}>
          <p class="prose">{words.say("link.new")}</p>
        </FormBox>
      ) : (
        <Invitation name={person.name} link={link} close={close} />
      )}
    </Dialog>
  );
}

export function ChangePerson({ person, close, done }: PersonSheetProps) {
  const form = useForm({
    initial: { name: person.name, role: person.role as string },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name, role }) => {
      await calls.changePerson(person.id ?? 0, { name: name.trim(), role: role as Role });
      tell(shell.say("saved"));
      await done();
      close();
    },
  });
  return (
    <Dialog title={words.say("change.title", { name: person.name })} close={close}>
      <FormBox
        form={form}
        send={shell.say("save")}
        onlyChanged
        beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
      >
        <TextField form={form} name="name" label={words.say("name")} />
        <RoleField form={form} />
      </FormBox>
    </Dialog>
  );
}

export function RemovePerson({ person, close, done }: PersonSheetProps) {
  const { id, name } = person;
  return (
    <Confirm
      title={words.say("remove.title", { name })}
      deed={words.say("remove")}
      close={close}
      act={async () => {
        await calls.removePerson(id ?? 0);
        tell(words.say("removed", { name }));
        await done();
      }}
    >
      {words.say("remove.text")}
    </Confirm>
  );
}
