/** What would happen: every line with its name, and why one is left out. */
import { Button, Icon } from "@chathub/ui";
import { useMemo, useState } from "preact/hooks";
import { Labelled } from "../../parts/Field";
import { words } from "../words";
import { decode, ENCODINGS, type Encoding, encodingOf } from "./decode";
import type { Source } from "./Import";
import { type Judged, judge, LONGEST_NAME, namesOf, type Table, tableOf } from "./table";

const SHOWN = 200;

interface PreviewProps {
  source: Source;
  known: readonly string[];
  back(): void;
  add(names: string[]): void;
}

export function Preview({ source, known, back, add }: PreviewProps) {
  const bytes = "bytes" in source ? source.bytes : null;
  const [encoding, setEncoding] = useState<Encoding>(() =>
    bytes ? encodingOf(bytes, navigator.languages) : "utf-8",
  );
  const table = useMemo(
    () => tableOf("bytes" in source ? decode(source.bytes, encoding) : source.text),
    [source, encoding],
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const [also, setAlso] = useState(false);
  const column = chosen ?? table.nameColumn;
  const judged = useMemo(() => judge(table, column, known), [table, column, known]);
  const names = namesOf(judged, also);
  const repeated = judged.some(({ verdict }) => verdict === "known" || verdict === "twice");
  const left = judged.length - names.length;

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        add(names);
      }}
    >
      <p class="csv-summary" role="status">
        <strong>
          {names.length ? words.say("csv.summary", { count: names.length }) : words.say("csv.none")}
        </strong>
        {left > 0 ? <span>{words.say("csv.faults", { count: left })}</span> : null}
      </p>
      <div class="csv-choices">
        {table.columns > 1 ? (
          <Labelled label={words.say("csv.column")}>
            {(given) => (
              <select
                {...given}
                class="input"
                value={column}
                onChange={(event) => setChosen(Number(event.currentTarget.value))}
              >
                {Array.from({ length: table.columns }, (_, index) => (
                  <option key={columnName(table, index)} value={index}>
                    {columnName(table, index)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        ) : null}
        {bytes ? (
          <Labelled label={words.say("csv.encoding")}>
            {(given) => (
              <select
                {...given}
                class="input"
                value={encoding}
                onChange={(event) => setEncoding(event.currentTarget.value as Encoding)}
              >
                {ENCODINGS.map((one) => (
                  <option key={one} value={one}>
                    {words.say(`csv.encoding.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        ) : null}
      </div>
      <Rows judged={judged} also={also} />
      {repeated ? (
        <label class="check">
          <input
            type="checkbox"
            checked={also}
            onChange={(event) => setAlso(event.currentTarget.checked)}
          />
          {words.say("csv.also")}
        </label>
      ) : null}
      <div class="form-foot">
        {names.length > 0 ? (
          <button type="submit" class="button primary">
            {words.say("csv.add", { count: names.length })}
          </button>
        ) : null}
        <Button onClick={back}>{words.say("csv.again")}</Button>
      </div>
    </form>
  );
}

/** What a column is called, or its first words. */
function columnName(table: Table, index: number): string {
  const head = table.head?.[index];
  if (head) return head;
  const first = table.lines[0]?.cells[index];
  const number = words.say("csv.column.number", { number: index + 1 });
  return first ? `${number}: ${first.slice(0, 40)}` : number;
}

function Rows({ judged, also }: { judged: readonly Judged[]; also: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard has to reach what is below.
    <section class="csv-table" tabIndex={0} aria-label={words.say("csv.read")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.say("csv.line")}</th>
            <th scope="col">{words.say("csv.name")}</th>
            <th scope="col">{words.say("csv.state")}</th>
          </tr>
        </thead>
        <tbody>
          {judged.slice(0, SHOWN).map((row) => {
            const fine = namesOf([row], also).length > 0;
            return (
              <tr key={row.line} class={fine ? "" : "left-out"}>
                <td>{row.line}</td>
                <td>
                  <bdi>{row.name}</bdi>
                </td>
                <td>
                  <span class="csv-state">
                    <Icon name={fine ? "check" : "alert"} size={16} />
                    {fine ? words.say("csv.ready") : reason(row)}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {judged.length > SHOWN ? (
        <p class="rows-none">{words.say("csv.more", { count: judged.length - SHOWN })}</p>
      ) : null}
    </section>
  );
}

function reason({ verdict }: Judged): string {
  return verdict === "long"
    ? words.say("csv.long", { count: LONGEST_NAME })
    : words.say(`csv.${verdict}`);
}
