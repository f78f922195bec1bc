/** Asks before a person is erased: what goes, what stays, and the person's name typed once more. */
import { Button } from "@chathub/ui";
import { go } from "../address";
import { eraseCustomer, type KeptCustomer } from "../api/rights";
import { Dialog } from "../parts/Dialog";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { tell } from "../parts/told";
import { shell } from "../shell-words";
import { nameOf } from "./names";
import { words } from "./words";

interface EraseProps {
  kept: KeptCustomer;
  back: string;
  erased(): void;
  close(): void;
}

export function Erase({ kept, back, erased, close }: EraseProps) {
  const { id, name } = kept.customer;
  const wanted = name ?? String(id);
  const texts = kept.messages + kept.notes;
  const form = useForm({
    initial: { confirm: "" },
    check: ({ confirm }) =>
      same(confirm, wanted) || confirm.trim() === String(id)
        ? {}
        : { confirm: words.say("erase.other", { name: wanted }) },
    send: async ({ confirm }) => {
      const { finished } = await eraseCustomer(id, confirm.trim());
      tell(words.say(finished ? "erase.done" : "erase.going-on"));
      erased();
      await go(back);
    },
  });
  // Once it is sent, nothing typed is left to lose.
  const leave = form.busy ? undefined : close;
  return (
    <Dialog title={words.say("erase.title", { name: nameOf(kept.customer) })} close={leave}>
      <FormBox
        form={form}
        send={words.say("erase.deed")}
        danger
        beside={<Button onClick={close}>{shell.say("cancel")}</Button>}
      >
        <ul class="consequences">
          {texts > 0 ? <li>{words.say("erase.messages", { count: texts })}</li> : null}
          <li>{words.say("erase.profile")}</li>
          {kept.files > 0 ? <li>{words.say("erase.files", { count: kept.files })}</li> : null}
          <li>{words.say("erase.chat")}</li>
          <li>{words.say("erase.numbers")}</li>
          <li>{words.say("erase.backups")}</li>
        </ul>
        <TextField
          form={form}
          name="confirm"
          label={words.say("erase.confirm", { name: wanted })}
          hint={words.say("erase.final")}
        />
      </FormBox>
    </Dialog>
  );
}

const plain = (text: string) => text.trim().split(/\s+/).join(" ").toLocaleLowerCase();
const same = (one: string, other: string) => plain(one) === plain(other);
