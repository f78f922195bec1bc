/** The composer of a conversation, with its switch between a reply and a note. */

import { Composer, Icon, UploadList, type Uploads, useLanguage } from "@chathub/ui";
import type { PanelKey } from "../locales/en";

/** The server's limit for operators, in code points. */
const LONGEST = 10_000;

export interface ReplyProps {
  text: string;
  note: boolean;
  uploads: Uploads;
  change(text: string): void;
  setNote(note: boolean): void;
  send(): void;
}

export function Reply(props: ReplyProps) {
  const { say } = useLanguage<PanelKey>();
  const choice = (note: boolean) => (
    <button
      type="button"
      class={note ? "mode note" : "mode"}
      aria-pressed={props.note === note}
      onClick={() => props.setNote(note)}
    >
      <Icon name={note ? "note" : "chat"} size={15} />
      {say(note ? "note" : "reply")}
    </button>
  );
  return (
    <Composer
      value={props.text}
      change={props.change}
      send={props.send}
      attach={props.uploads.add}
      uploads={props.uploads}
      uploadList={<UploadList uploads={props.uploads} />}
      longest={LONGEST}
      tone={props.note ? "note" : "reply"}
      placeholder={say(props.note ? "note.hint" : "reply.hint")}
    >
      <fieldset class="modes">
        <legend class="unseen">{say("mode")}</legend>
        {choice(false)}
        {choice(true)}
      </fieldset>
    </Composer>
  );
}
