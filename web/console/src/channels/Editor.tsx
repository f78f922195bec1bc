/** The looks and texts of a channel's chat, with the chat itself beside them as it would be. */
import type { ChannelSettings } from "@chathub/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/request";
import type { Channel, Organization } from "../api/types";
import { Failure } from "../parts/Failure";
import { useWatch } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { tell } from "../parts/told";
import { faultOf } from "../problem-words";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { setSettings, settings as settingsFrom } from "./calls";
import { type Editing, editingOf, type Faults, faultsOf, settingsOf } from "./editing";
import { Looks } from "./Looks";
import { Preview } from "./Preview";
import { Questions } from "./Questions";
import { Texts } from "./Texts";
import { words } from "./words";

interface EditorProps {
  organization: Organization;
  channel: Channel;
}

export function Editor(props: EditorProps) {
  const loaded = useLoaded(() => settingsFrom(props.channel.guid), props.channel.guid);
  return <With loaded={loaded}>{(settings) => <Desk {...props} settings={settings} />}</With>;
}

/** What each part of the editor works with. */
export interface Part {
  readonly editing: Editing;
  readonly faults: Faults;
  change(part: Partial<Editing>): void;
}

function Desk({ organization, channel, settings }: EditorProps & { settings: ChannelSettings }) {
  const [kept, setKept] = useState(() => editingOf(settings));
  const [editing, setEditing] = useState(kept);
  const [said, setSaid] = useState<Faults>({});
  const [failure, setFailure] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const changed = JSON.stringify(editing) !== JSON.stringify(kept);
  useWatch(changed && !busy);
  useEffect(() => {
    if (Object.keys(said).length === 0) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [said]);

  async function save(event: Event) {
    event.preventDefault();
    if (busy) return;
    const found = faultsOf(editing);
    setSaid(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const now = editingOf(await setSettings(channel.guid, settingsOf(editing)));
      setKept(now);
      setEditing(now);
      tell(words.say("saved"));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.field === null) setFailure(error);
      else setSaid({ [error.field]: faultOf(error) });
    } finally {
      setBusy(false);
    }
  }

  const part: Part = {
    editing,
    faults: said,
    change(news) {
      setEditing((before) => ({ ...before, ...news }));
      setSaid({});
    },
  };
  return (
    <div class="editor">
      <form class="form" ref={form} noValidate onSubmit={(event) => void save(event)}>
        <fieldset disabled={!mayChange.value} class="sections">
          <Looks {...part} />
          <Texts {...part} />
          <Questions {...part} />
        </fieldset>
        {failure ? <Failure problem={failure} /> : null}
        {mayChange.value ? (
          <div class="form-foot save">
            <button
              type="submit"
              class="button primary"
              disabled={busy || !changed}
              aria-busy={busy ? "true" : undefined}
            >
              {shell.say("save")}
            </button>
            <button
              type="button"
              class="button"
              disabled={busy || !changed}
              onClick={() => {
                setEditing(kept);
                setSaid({});
              }}
            >
              {words.say("discard")}
            </button>
            <span class="field-hint" role="status">
              {changed ? words.say("unsaved") : ""}
            </span>
          </div>
        ) : null}
      </form>
      <Preview organization={organization} channel={channel} settings={settingsOf(editing)} />
    </div>
  );
}
