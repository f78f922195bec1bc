/** When an organization answers. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as calls from "../api/calls";
import { Problem } from "../api/request";
import type { OpeningHours, Organization } from "../api/types";
import { Failure } from "../parts/Failure";
import { useWatch } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { Card, Page, ReadOnly } from "../parts/Page";
import { tell } from "../parts/told";
import { faultOf } from "../problem-words";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { adopt } from "../theme";
import { type Draft, draftOf, faultsOf, hoursOf, placeOf } from "./draft";
import { Holidays } from "./Holidays";
import STYLES from "./hours.css?inline";
import { Week } from "./Week";
import { words } from "./words";

export { words };

adopt(STYLES);

export function Screen({ organization }: { organization: Organization; rest: string }) {
  const loaded = useLoaded(() => calls.openingHours(organization.id), organization.id);
  return (
    <Page title={words.say("title")} lead={words.say("lead", { organization: organization.name })}>
      <ReadOnly />
      <With loaded={loaded}>{(hours) => <Editor id={organization.id} hours={hours} />}</With>
    </Page>
  );
}

type Faults = ReadonlyMap<string, string>;

function Editor({ id, hours }: { id: number; hours: OpeningHours | null }) {
  const [draft, setDraft] = useState<Draft>(() =>
    draftOf(hours, Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"),
  );
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
    setFaults(new Map([...found].map(([where, fault]) => [where, words.say(`fault.${fault}`)])));
    setFailure(null);
    if (found.size > 0) return;
    setBusy(true);
    try {
      await calls.setOpeningHours(id, hoursOf(draft));
      setKept(draft);
      tell(shell.say("saved"));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.field) setFaults(new Map([[placeOf(error.field), faultOf(error)]]));
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
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
  );
}

interface AlwaysProps {
  always: boolean;
  change(part: Partial<Draft>): void;
}

function Always({ always, change }: AlwaysProps) {
  return (
    <fieldset class="choices">
      <legend>{words.say("when")}</legend>
      {([true, false] as const).map((value) => (
        <label key={String(value)} class="choice">
          <input
            type="radio"
            name="always"
            checked={always === value}
            onChange={() => change({ always: value })}
          />
          <span>
            {words.say(value ? "always" : "set")}
            <small>{words.say(value ? "always.hint" : "set.hint")}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
