/** The company's organizations. */
import { Button, Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useState } from "preact/hooks";
import { addressOf, go } from "../address";
import * as calls from "../api/calls";
import { nameFault, only } from "../parts/checks";
import { Dialog } from "../parts/Dialog";
import { BUILDING, PLUS } from "../parts/drawings";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { originOf } from "../parts/origin";
import { Card, Empty, Page, ReadOnly } from "../parts/Page";
import { mayChange, organizations, refreshOrganizations } from "../session";
import { shell } from "../shell-words";
import { words } from "./words";

export { words };

export function Screen() {
  const [adding, setAdding] = useState(false);
  const all = organizations.value;
  const add = mayChange.value ? (
    <button type="button" class="button primary" onClick={() => setAdding(true)}>
      <Drawing d={PLUS} size={18} />
      {words.say("add")}
    </button>
  ) : null;
  return (
    <Page title={words.say("title")} lead={words.say("lead")} action={all.length ? add : null}>
      <ReadOnly />
      {all.length === 0 ? (
        <Empty icon="chat" title={words.say("none")} action={add}>
          {words.say("none.hint")}
        </Empty>
      ) : (
        <Card flush>
          <ul class="rows" aria-label={words.say("title")}>
            {all.map(({ id, name }) => (
              <li key={id}>
                <a class="row" href={addressOf({ organization: id, screen: "settings" })}>
                  <Drawing d={BUILDING} />
                  <span class="row-name">
                    <bdi>{name}</bdi>
                    <small>{words.say("number", { id })}</small>
                  </span>
                  <span class="forward">
                    <Icon name="back" size={18} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {adding ? <AddOrganization close={() => setAdding(false)} /> : null}
    </Page>
  );
}

function AddOrganization({ close }: { close(): void }) {
  const form = useForm({
    initial: { name: "", origins: "" },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name, origins }) => {
      const allowed = origins.trim() === "" ? [] : [originOf(origins)];
      const made = await calls.createOrganization(name.trim(), allowed);
      await refreshOrganizations();
      close();
      await go(addressOf({ organization: made.id, screen: "settings" }));
    },
  });
  return (
    <Dialog title={words.say("add")} close={close}>
      <FormBox
        form={form}
        send={words.say("add.deed")}
        beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
      >
        <TextField
          form={form}
          name="name"
          label={words.say("name")}
          hint={words.say("name.hint")}
        />
        <TextField
          form={form}
          name="origins"
          type="url"
          inputMode="url"
          label={words.say("origin")}
          hint={words.say("origin.hint")}
          placeholder="https://www.example.com"
        />
      </FormBox>
    </Dialog>
  );
}
