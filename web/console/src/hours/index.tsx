/** When an organization answers. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as calls from "../api/calls";
import { isChanged, Problem, type Versioned } from "../api/request";
import type { OpeningHours, Organization } from "../api/types";
import { Failure } from "../parts/Failure";
import { useWatch } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { Meanwhile } from "../parts/Meanwhile";
import { Card, Page, ReadOnly } from "../parts/Page";
import { tell } from "../parts/told";
import { words as preview } from "../preview/words";
import { faultOf } from "../problem-words";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { adopt } from "../theme";
import { inOne } from "../words";
import { type Draft, draftOf, faultsOf, hoursOf, placeOf } from "./draft";
import { Holidays } from "./Holidays";
import STYLES from "./hours.css?inline";
import { Tried } from "./Tried";
import { Week } from "./Week";
import { words as own } from "./words";
import { ownZone } from "./zones";

export const words = inOne(own, preview);

adopt(STYLES);

export function Screen({ organization }: { organization: Organization; rest: string }) {
  const loaded = useLoaded(() => calls.openingHours(organization.id), organization.id);
  return (
    <Page title={own.say("title")} lead={own.say("lead", { organization: organization.name })} wide>
      <ReadOnly />
      <With loaded={loaded}>{(read) => <Editor organization={organization} read={read} />}</With>
    </Page>
  );
}

type Faults = ReadonlyMap<string, string>;

interface EditorProps {
  organization: Organization;
  read: Versioned<OpeningHours | null>;
}

function Editor({ organization, read }: EditorProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(read.value, ownZone()));
  const [version, setVersion] = useState(read.version);
  /** What somebody else has saved since this was read. */
  const [theirs, setTheirs] = useState<Draft | null>(null);
  const [kept, setKept] = useState(draft);
  const [faults, setFaults] = useState<Faults>(new Map());
  const [failure, setFailure] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useWatch(draft !== kept && !busy);
  useLayoutEffect(() => {
    if (faults.size > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [faults]);

  function change(part: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...part }));
    setFaults(new Map());
  }

  async function save() {
    const found = faultsOf(draft);
    setFaults(new Map([...found].map(([where, fault]) => [where, own.say(`fault.${fault}`)])));
    setFailure(null);
    if (found.size > 0) return;
    setBusy(true);
    try {
      const saved = await calls.setOpeningHours(organization.id, hoursOf(draft), version);
      setVersion(saved.version);
      setTheirs(null);
      setKept(draft);
      tell(shell.say("saved"));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (isChanged(error)) await readTheirs();
      else if (error.field) setFaults(new Map([[placeOf(error.field), faultOf(error)]]));
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  async function readTheirs() {
    try {
      const now = await calls.openingHours(organization.id);
      setVersion(now.version);
      setTheirs(draftOf(now.value, ownZone()));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFailure(error);
    }
  }

  function takeTheirs(now: Draft) {
    setDraft(now);
    setKept(now);
    setTheirs(null);
    setFaults(new Map());
    setFailure(null);
  }

  return (
    <div class="editor beside-phone">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset disabled={!mayChange.value}>
          <Card>
            <Always always={draft.always} change={change} />
          </Card>
          {draft.always ? null : (
            <>
              <Week draft={draft} faults={faults} change={change} />
              <Holidays draft={draft} faults={faults} change={change} />
            </>
          )}
        </fieldset>
        {theirs ? <Meanwhile take={() => takeTheirs(theirs)} /> : null}
        {failure ? <Failure problem={failure} again={() => void save()} /> : null}
        {mayChange.value ? (
          <div class="form-foot">
            <button type="submit" class="button primary" disabled={busy || draft === kept}>
              {busy ? <span class="spinner" /> : null}
              {shell.say("save")}
            </button>
          </div>
        ) : null}
      </form>
      <Tried organization={organization} draft={draft} />
    </div>
  );
}

interface AlwaysProps {
  always: boolean;
  change(part: Partial<Draft>): void;
}

function Always({ always, change }: AlwaysProps) {
  return (
    <fieldset class="choices">
      <legend>{own.say("when")}</legend>
      {([true, false] as const).map((value) => (
        <label key={String(value)} class="choice">
          <input
            type="radio"
            name="always"
            checked={always === value}
            onChange={() => change({ always: value })}
          />
          <span>
            {own.say(value ? "always" : "set")}
            <small>{own.say(value ? "always.hint" : "set.hint")}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
