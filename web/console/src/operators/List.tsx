/** The operators of an organization, each with what can be done about it. */
import { Button, Face } from "@chathub/ui";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { Problem } from "../api/request";
import type { Operator } from "../api/types";
import { BIN, PAUSE, PEN, PLAY } from "../parts/drawings";
import { Failure } from "../parts/Failure";
import { Menu, type MenuItem } from "../parts/Menu";
import { Card } from "../parts/Page";
import { SearchField } from "../parts/SearchField";
import { tell } from "../parts/told";
import { mayChange } from "../session";
import { DeactivateOperator, DeleteOperator, LinkForOperator, RenameOperator } from "./sheets";
import { words } from "./words";

/** Few look further than this; whoever does, asks for it. */
const AT_ONCE = 100;
const CHIPS = { 0: "good", 1: "warn", 2: "off" } as const;
type Sheet = { of: Operator; kind: "link" | "rename" | "deactivate" | "delete" };

interface ListProps {
  operators: readonly Operator[];
  reload(): Promise<void>;
  /** Opens sign-in links for several. */
  links(): void;
}

export function List({ operators, reload, links }: ListProps) {
  const [query, setQuery] = useState("");
  const [deleted, setDeleted] = useState(false);
  const [most, setMost] = useState(AT_ONCE);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const gone = operators.filter(({ status }) => status === 2).length;
  const found = operators
    .filter(({ status }) => deleted || status !== 2)
    .filter(({ name }) => name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase()));
  const close = () => setSheet(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function activate({ id, name }: Operator) {
    setProblem(null);
    try {
      await calls.setOperatorStatus(id, 0);
      tell(words.say("activated", { name }));
      await reload();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  }

  return (
    <>
      {problem ? <Failure problem={problem} /> : null}
      <div class="tools">
        <SearchField label={words.say("search")} value={query} change={setQuery} />
        {gone > 0 ? (
          <label class="check">
            <input
              type="checkbox"
              checked={deleted}
              onChange={(event) => setDeleted(event.currentTarget.checked)}
            />
            {words.say("deleted.show", { count: gone })}
          </label>
        ) : null}
        {mayChange.value && operators.filter(({ status }) => status === 0).length > 1 ? (
          <Button icon="send" onClick={links}>
            {words.say("links")}
          </Button>
        ) : null}
      </div>
      <Card flush>
        <ul class="rows" aria-label={words.say("title")}>
          {found.slice(0, most).map((operator) => (
            <Row key={operator.id} operator={operator} open={setSheet} activate={activate} />
          ))}
        </ul>
        {found.length === 0 ? <p class="rows-none">{words.say("found.none")}</p> : null}
        {found.length > most ? (
          <div class="rows-foot">
            <Button onClick={() => setMost(most + AT_ONCE)}>
              {words.say("more", { count: found.length - most })}
            </Button>
          </div>
        ) : null}
      </Card>
      {sheet?.kind === "link" ? <LinkForOperator operator={sheet.of} close={close} /> : null}
      {sheet?.kind === "rename" ? (
        <RenameOperator operator={sheet.of} close={close} done={reload} />
      ) : null}
      {sheet?.kind === "deactivate" ? (
        <DeactivateOperator operator={sheet.of} close={close} done={reload} />
      ) : null}
      {sheet?.kind === "delete" ? (
        <DeleteOperator operator={sheet.of} close={close} done={reload} />
      ) : null}
    </>
  );
}

interface RowProps {
  operator: Operator;
  open(sheet: Sheet): void;
  activate(operator: Operator): Promise<void>;
}

function Row({ operator, open, activate }: RowProps) {
  const { id, name, status } = operator;
  return (
    <li class="row">
      <Face name={name} seed={id} size={36} />
      <span class="row-name">
        <bdi>{name}</bdi>
        <small>{words.say("number", { id })}</small>
      </span>
      <span class={`chip ${CHIPS[status]}`}>{words.say(`status.${status}`)}</span>
      {mayChange.value && status !== 2 ? (
        <span class="row-more">
          {status === 0 ? (
            <button
              type="button"
              class="button small"
              aria-label={words.say("link.of", { name })}
              onClick={() => open({ of: operator, kind: "link" })}
            >
              {words.say("link")}
            </button>
          ) : null}
          <Menu name={words.say("deeds", { name })} items={deeds({ operator, open, activate })} />
        </span>
      ) : null}
    </li>
  );
}

function deeds({ operator, open, activate }: RowProps): MenuItem[] {
  const sheet = (kind: Sheet["kind"]) => () => open({ of: operator, kind });
  return [
    { label: words.say("rename"), drawing: PEN, act: sheet("rename") },
    operator.status === 0
      ? { label: words.say("deactivate"), drawing: PAUSE, act: sheet("deactivate") }
      : { label: words.say("activate"), drawing: PLAY, act: () => void activate(operator) },
    { label: words.say("delete"), drawing: BIN, danger: true, act: sheet("delete") },
  ];
}
