/** The keys of a channel, which sign for the company's server who is signed in on its pages. */
import { Button } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useState } from "preact/hooks";
import type { Channel } from "../api/types";
import { Confirm } from "../parts/Confirm";
import { Copy } from "../parts/Copy";
import { Dialog } from "../parts/Dialog";
import { KEY } from "../parts/drawings";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { Card, Empty } from "../parts/Page";
import { tell } from "../parts/told";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { locale } from "../words";
import { addKey, type ChannelKey, deleteKey, keys } from "./calls";
import { words } from "./words";

const SAMPLE = `# pip install pyjwt
import time
import jwt

def user_jwt(user):
    claims = {
        "sub": str(user.id),
        "exp": int(time.time()) + 3600,
        "name": user.name,
        "email": user.email,
    }
    return jwt.encode(claims, CHANNEL_SECRET, algorithm="HS256")`;

export function Keys({ channel }: { channel: Channel }) {
  const loaded = useLoaded(() => keys(channel.guid), channel.guid);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<ChannelKey | null>(null);
  return (
    <>
      <Card
        title={words.say("keys.title")}
        lead={words.say("keys.lead")}
        flush
        action={
          mayChange.value ? (
            <Button onClick={() => setAdding(true)}>{words.say("keys.add")}</Button>
          ) : null
        }
      >
        <With loaded={loaded} rows={1}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon="info">{words.say("keys.none")}</Empty>
            ) : (
              <ul class="rows">
                {list.map((key) => (
                  <li key={key.id} class="row">
                    <Drawing d={KEY} />
                    <span class="row-name">
                      {nameOf(key)} <small>{useOf(key)}</small>
                    </span>
                    {mayChange.value ? (
                      <Button onClick={() => setLeaving(key)}>
                        {words.say("keys.delete", { number: key.id })}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
            )
          }
        </With>
      </Card>
      <Card title={words.say("sample.title")} lead={words.say("sample.lead")}>
        <Copy label={words.say("sample")} text={SAMPLE} copy={words.say("sample.copy")} code />
      </Card>
      {adding ? (
        <Add channel={channel} reload={loaded.reload} close={() => setAdding(false)} />
      ) : null}
      {leaving ? (
        <Confirm
          title={words.say("keys.delete.title", { number: leaving.id })}
          deed={words.say("keys.delete.deed")}
          close={() => setLeaving(null)}
          act={async () => {
            await deleteKey(channel.guid, leaving.id);
            await loaded.reload();
            tell(words.say("keys.deleted"));
          }}
        >
          <p>{words.say("keys.delete.text")}</p>
          <p>{useOf(leaving)}</p>
        </Confirm>
      ) : null}
    </>
  );
}

const day = (at: number, timeZone?: string) =>
  new Date(at).toLocaleDateString(locale(), { dateStyle: "long", ...(timeZone && { timeZone }) });

const nameOf = ({ id, createdAt }: ChannelKey) =>
  words.say("keys.made", { number: id, day: day(createdAt) });

// The server tells a day by UTC, whose midnight is another day in half of the world.
const useOf = ({ lastUsedAt }: ChannelKey) =>
  lastUsedAt === null
    ? words.say("keys.unused")
    : words.say("keys.used", { day: day(lastUsedAt, "UTC") });

interface AddProps {
  channel: Channel;
  reload(): Promise<void>;
  close(): void;
}

/** Makes a key, and shows its secret this once. */
function Add({ channel, reload, close }: AddProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({
    initial: {},
    send: async () => {
      const made = await addKey(channel.guid);
      setSecret(made.secret);
      await reload();
    },
  });
  if (secret === null) {
    return (
      <Dialog title={words.say("keys.add")} close={close}>
        <FormBox
          form={form}
          send={words.say("keys.add.deed")}
          beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
        >
          <p class="prose">{words.say("keys.add.text")}</p>
        </FormBox>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.say("keys.added")} wide>
      <div class="form">
        <p class="prose">{words.say("secret.once")}</p>
        <Copy label={words.say("secret")} text={secret} copy={words.say("secret.copy")} />
        <div class="form-foot">
          <Button look="primary" onClick={close}>
            {words.say("secret.kept")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
