/** The looks and texts of a channel's chat, with the chat itself beside them as it would be. */
import type { ChannelSettings } from "@chathub/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { isChanged, Problem, type Versioned } from "../api/request";
import type { Channel, Organization } from "../api/types";
import { Failure } from "../parts/Failure";
import { useWatch } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { tell } from "../parts/told";
import { faultOf } from "../problem-words";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { Conflict } from "./Conflict";
import { setSettings, settings as settingsFrom } from "./calls";
import {
  type Editing,
  editingOf,
  type Faults,
  type FieldName,
  faultsOf,
  merged,
  settingsOf,
} from "./editing";
import { Looks } from "./Looks";
import { Questions } from "./Questions";
import { Texts } from "./Texts";
import { Tried } from "./Tried";
import { words } from "./words";

interface EditorProps {
  organization: Organization;
  channel: Channel;
}

export function Editor(props: EditorProps) {
  const loaded = useLoaded(() => settingsFrom(props.channel.guid), props.channel.guid);
  return <With loaded={loaded}>{(settings) => <Desk {...props} read={settings} />}</With>;
}

/** What each part of the editor works with. */
export interface Part {
  readonly editing: Editing;
  readonly faults: Faults;
  change(part: Partial<Editing>): void;
}

function Desk({ organization, channel, read }: EditorProps & { read: Versioned<ChannelSettings> }) {
  const [kept, setKept] = useState(() => editingOf(read.value));
  const [version, setVersion] = useState(read.version);
  const [both, setBoth] = useState<readonly FieldName[] | null>(null);
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
      const saved = await setSettings(channel.guid, settingsOf(editing), version);
      const now = editingOf(saved.value);
      setKept(now);
      // What was typed while it was saved is the next change.
      setEditing((typed) => merged(editing, typed, now).editing);
      setVersion(saved.version);
      setBoth(null);
      tell(words.say("saved"));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (isChanged(error)) await takeTheirs();
      else if (error.field === null) setFailure(error);
      else setSaid({ [error.field]: faultOf(error) });
    } finally {
      setBusy(false);
    }
  }

  async function takeTheirs() {
    try {
      const theirs = await settingsFrom(channel.guid);
      const now = editingOf(theirs.value);
      setKept(now);
      setEditing((typed) => merged(kept, typed, now).editing);
      setVersion(theirs.version);
      setBoth(merged(kept, editing, now).both);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFailure(error);
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
        {both !== null ? <Conflict theirs={kept} both={both} /> : null}
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
                setBoth(null);
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
      <Tried organization={organization} channel={channel} settings={settingsOf(editing)} />
    </div>
  );
}
