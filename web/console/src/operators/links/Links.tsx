/** Sign-in links for several operators at once: who, then the links, as a list and as a file. */
import { Button, Icon } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import { operatorLink } from "../../api/calls";
import { Problem } from "../../api/request";
import type { Operator } from "../../api/types";
import { Copy } from "../../parts/Copy";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { useWatch } from "../../parts/form";
import { save } from "../../parts/save";
import { shell } from "../../shell-words";
import { adopt } from "../../theme";
import LISTS from "../import/import.css?inline";
import { words } from "../words";
import STYLES from "./links.css?inline";
import { fileOf, listOf, Making } from "./making";

adopt(LISTS);
adopt(STYLES);

/** Until everybody is at work: a link is as good as a password until it is used. */
const MINUTES = 24 * 60;

export interface LinksProps {
  /** Who may get one: active operators. */
  operators: readonly Operator[];
  /** Ids that are chosen at first. */
  chosen: readonly number[];
  close(): void;
}

export function Links({ operators, chosen, close }: LinksProps) {
  const [making, setMaking] = useState<Making | null>(null);
  return (
    <Dialog title={words.say("links.title")} wide close={close}>
      {making === null ? (
        <Choice
          operators={operators}
          chosen={chosen}
          make={(wanted) => setMaking(new Making(wanted))}
          close={close}
        />
      ) : (
        <Progress making={making} close={close} />
      )}
    </Dialog>
  );
}

interface ChoiceProps extends LinksProps {
  make(operators: Operator[]): void;
}

function Choice({ operators, chosen, make, close }: ChoiceProps) {
  const [wanted, setWanted] = useState<ReadonlySet<number>>(() => new Set(chosen));
  const all = operators.every(({ id }) => wanted.has(id));
  const choose = (ids: readonly number[], on: boolean) =>
    setWanted((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        make(operators.filter(({ id }) => wanted.has(id)));
      }}
    >
      <p class="prose">{words.say("links.text")}</p>
      <fieldset class="links-choice">
        <legend class="unseen">{words.say("title")}</legend>
        <label class="check">
          <input
            type="checkbox"
            data-first
            checked={all}
            onChange={(event) =>
              choose(
                operators.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
          {words.say("links.all")}
        </label>
        {operators.map(({ id, name }) => (
          <label key={id} class="check">
            <input
              type="checkbox"
              checked={wanted.has(id)}
              onChange={(event) => choose([id], event.currentTarget.checked)}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
      </fieldset>
      <div class="form-foot">
        <button type="submit" class="button primary" disabled={wanted.size === 0}>
          {wanted.size === 0
            ? words.say("links.nobody")
            : words.say("links.make", { count: wanted.size })}
        </button>
        <Button onClick={close}>{shell.say("cancel")}</Button>
      </div>
    </form>
  );
}

function Progress({ making, close }: { making: Making; close(): void }) {
  const [done, setDone] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const all = making.operators.length;
  const over = done === all;
  useWatch(!over);

  async function run() {
    setProblem(null);
    try {
      const make = async (id: number) => (await operatorLink(id, MINUTES)).link;
      await making.run(make, () => setDone(making.done));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  }

  useEffect(() => void run(), []);

  return (
    <div class="form">
      <p class="prose">{words.say("links.text")}</p>
      {over ? null : (
        <div class="csv-progress">
          <progress max={all} value={done} aria-label={words.say("links.progress")} />
          <p role="status">{words.say("csv.progress.of", { done, all })}</p>
        </div>
      )}
      {problem ? <Failure problem={problem} again={() => void run()} /> : null}
      {(over || problem) && making.made.length > 0 ? <Result making={making} /> : null}
      {over && making.left.length > 0 ? (
        <p class="prose" role="status">
          {words.say("links.left", { names: making.left.join(", ") })}
        </p>
      ) : null}
      {over || problem ? (
        <div class="form-foot">
          <Button look="primary" onClick={close}>
            {shell.say("done")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Result({ making: { made } }: { making: Making }) {
  return (
    <>
      <p class="seen-good csv-done" role="status">
        <Icon name="verified" />
        {words.say("links.done", { count: made.length })}
      </p>
      <Copy
        code
        label={words.say("links.list")}
        text={listOf(made)}
        copy={words.say("links.copy")}
      />
      <div>
        <Button
          icon="download"
          onClick={() => {
            const head = [words.say("csv.name"), words.say("link")];
            save(fileOf(head, made), "chathub-sign-in-links.csv");
          }}
        >
          {words.say("links.file")}
        </Button>
      </div>
    </>
  );
}
