/** The channels of an organization, and making one more. */
import { Button, Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useState } from "preact/hooks";
import { addressOf, go } from "../address";
import { createChannel } from "../api/calls";
import type { Channel, NewChannel, Organization } from "../api/types";
import { Copy } from "../parts/Copy";
import { nameFault, only } from "../parts/checks";
import { Dialog } from "../parts/Dialog";
import { WINDOW } from "../parts/drawings";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { type Loaded, With } from "../parts/load";
import { Card, Empty, Page, ReadOnly } from "../parts/Page";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { words } from "./words";

interface ListProps {
  organization: Organization;
  loaded: Loaded<Channel[]>;
}

export function List({ organization, loaded }: ListProps) {
  const [adding, setAdding] = useState(false);
  const add = mayChange.value ? (
    <Button look="primary" onClick={() => setAdding(true)}>
      {words.say("add")}
    </Button>
  ) : null;
  return (
    <Page title={words.say("title")} lead={words.say("lead")} action={add}>
      <ReadOnly />
      <With loaded={loaded}>
        {(list) => (
          <Card flush>
            {list.length === 0 ? (
              <Empty icon="chat" title={words.say("none")}>
                {words.say("none.hint")}
              </Empty>
            ) : (
              <ul class="rows">
                {list.map(({ guid, name }) => (
                  <li key={guid}>
                    <a class="row" href={placeOf(organization, guid)}>
                      <Drawing d={WINDOW} />
                      <span class="row-name">
                        <bdi>{name}</bdi>
                      </span>
                      <span class="forward">
                        <Icon name="back" size={18} />
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )}
      </With>
      {adding ? (
        <Add organization={organization} loaded={loaded} close={() => setAdding(false)} />
      ) : null}
    </Page>
  );
}

export const placeOf = (organization: Organization, rest: string) =>
  addressOf({ organization: organization.id, screen: "channels", rest });

interface AddProps extends ListProps {
  close(): void;
}

/** Asks for a name, then shows what is told this once. */
function Add({ organization, loaded, close }: AddProps) {
  const [made, setMade] = useState<NewChannel | null>(null);
  const form = useForm({
    initial: { name: "" },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      setMade(await createChannel(organization.id, name));
      await loaded.reload();
    },
  });
  if (made) return <Made organization={organization} made={made} close={close} />;
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
          autoFocus
        />
      </FormBox>
    </Dialog>
  );
}

interface MadeProps {
  organization: Organization;
  made: NewChannel;
  close(): void;
}

function Made({ organization, made, close }: MadeProps) {
  const next = () => {
    close();
    void go(placeOf(organization, made.guid));
  };
  return (
    <Dialog title={words.say("made", { name: made.name })} close={next} wide>
      <div class="form">
        <p class="prose">{words.say("secret.once")}</p>
        <Copy label={words.say("secret")} text={made.secret} copy={words.say("secret.copy")} />
        <div class="form-foot">
          <Button look="primary" onClick={next}>
            {words.say("made.next")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
