/** One channel: its name, and what there is to do with it. */
import { Button } from "@chathub/ui";
import { useState } from "preact/hooks";
import { go } from "../address";
import type { Channel as ChannelRow, Organization } from "../api/types";
import { Confirm } from "../parts/Confirm";
import { nameFault, only } from "../parts/checks";
import { Dialog } from "../parts/Dialog";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import type { Loaded } from "../parts/load";
import { Empty, Page, ReadOnly } from "../parts/Page";
import { tell } from "../parts/told";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { remove, rename } from "./calls";
import { Editor } from "./Editor";
import { Install } from "./Install";
import { Keys } from "./Keys";
import { placeOf } from "./List";
import { words } from "./words";

interface ChannelProps {
  organization: Organization;
  /** Undefined where there is none of this guid. */
  channel: ChannelRow | undefined;
  part: string;
  loaded: Loaded<ChannelRow[]>;
}

const PARTS = [
  { name: "", title: "install" },
  { name: "looks", title: "looks" },
  { name: "keys", title: "keys" },
] as const;

export function Channel({ organization, channel, part, loaded }: ChannelProps) {
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const close = () => setAsking(null);
  if (!channel) {
    return (
      <Page title={words.say("title")}>
        <Empty icon="search" title={words.say("unknown")}>
          <a class="link" href={placeOf(organization, "")}>
            {words.say("back")}
          </a>
        </Empty>
      </Page>
    );
  }
  const actions = mayChange.value ? (
    <>
      <Button onClick={() => setAsking("rename")}>{words.say("rename")}</Button>
      <Button look="danger" onClick={() => setAsking("delete")}>
        {words.say("delete")}
      </Button>
    </>
  ) : null;
  return (
    <Page
      title={channel.name}
      lead={
        <a class="link" href={placeOf(organization, "")}>
          {words.say("back")}
        </a>
      }
      action={actions}
      wide
    >
      <ReadOnly />
      <nav class="parts" aria-label={words.say("parts")}>
        {PARTS.map(({ name, title }) => (
          <a
            key={name}
            href={placeOf(organization, `${channel.guid}/${name}`)}
            aria-current={name === part ? "page" : undefined}
          >
            {words.say(title)}
          </a>
        ))}
      </nav>
      {part === "looks" ? (
        <Editor organization={organization} channel={channel} />
      ) : part === "keys" ? (
        <Keys channel={channel} />
      ) : (
        <Install organization={organization} channel={channel} />
      )}
      {asking === "rename" ? <Rename channel={channel} loaded={loaded} close={close} /> : null}
      {asking === "delete" ? (
        <Confirm
          title={words.say("delete.title", { name: channel.name })}
          deed={words.say("delete.deed")}
          close={close}
          act={async () => {
            await remove(channel.guid);
            loaded.put(loaded.value?.filter(({ guid }) => guid !== channel.guid) ?? []);
            await go(placeOf(organization, ""));
            tell(words.say("deleted", { name: channel.name }));
          }}
        >
          <p>{words.say("delete.text")}</p>
          <p>{words.say("delete.kept")}</p>
        </Confirm>
      ) : null}
    </Page>
  );
}

interface RenameProps {
  channel: ChannelRow;
  loaded: Loaded<ChannelRow[]>;
  close(): void;
}

function Rename({ channel, loaded, close }: RenameProps) {
  const form = useForm({
    initial: { name: channel.name },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      await rename(channel.guid, name);
      await loaded.reload();
      close();
      tell(shell.say("saved"));
    },
  });
  return (
    <Dialog title={words.say("rename")} close={close}>
      <FormBox
        form={form}
        send={shell.say("save")}
        beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
      >
        <TextField form={form} name="name" label={words.say("name")} autoFocus />
      </FormBox>
    </Dialog>
  );
}
