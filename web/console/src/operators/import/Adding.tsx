/** They are being added: how far it is, and what to do where it breaks off. */
import { Button, Icon } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import { createOperators } from "../../api/calls";
import { Problem } from "../../api/request";
import type { Organization } from "../../api/types";
import { Failure } from "../../parts/Failure";
import { shell } from "../../shell-words";
import { words } from "../words";
import type { Sending } from "./sending";

interface AddingProps {
  organization: Organization;
  sending: Sending;
  close(): void;
  done(): Promise<void>;
  /** Goes on to sign-in links for these. */
  links(ids: readonly number[]): void;
}

export function Adding({ organization, sending, close, done, links }: AddingProps) {
  const [count, setCount] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { all } = sending;

  async function run() {
    setProblem(null);
    try {
      await sending.run((names, key) => createOperators(organization.id, names, key), setCount);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
    await done();
  }

  useEffect(() => void run(), []);

  const values = { done: count, all };
  return (
    <div class="form">
      {count === all ? (
        <p class="seen-good csv-done" role="status">
          <Icon name="verified" />
          {words.say("csv.done", { count: all })}
        </p>
      ) : (
        <div class="csv-progress">
          <progress max={all} value={count} aria-label={words.say("csv.progress")} />
          <p role="status">{words.say("csv.progress.of", values)}</p>
        </div>
      )}
      {problem ? (
        <>
          <Failure problem={problem} again={() => void run()} />
          <p class="prose">{words.say("csv.broken", values)}</p>
        </>
      ) : null}
      {count === all ? (
        <div class="form-foot">
          <Button look="primary" onClick={close}>
            {shell.say("done")}
          </Button>
          <Button icon="send" onClick={() => links(sending.ids)}>
            {words.say("csv.links")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
