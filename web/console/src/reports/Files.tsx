/** The report as files for a spreadsheet. */
import { Button } from "@chathub/ui";
import { useState } from "preact/hooks";
import { Problem } from "../api/request";
import { Failure } from "../parts/Failure";
import { Labelled } from "../parts/Field";
import { Card } from "../parts/Page";
import { save } from "../parts/save";
import { file, type Query, type Table } from "./calls";
import { words } from "./words";

const TABLES: readonly Table[] = [
  "conversations",
  "inquiries",
  "summary",
  "days",
  "hours",
  "channels",
  "operators",
];

export function Files({ query }: { query: Query }) {
  const [table, setTable] = useState<Table>("conversations");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function fetchFile() {
    setBusy(true);
    setProblem(null);
    try {
      save(await file(query, table), `chathub-${table}-${query.from}-${query.to}.csv`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card title={words.say("file")} lead={words.say("file.lead")}>
      <div class="file">
        <Labelled label={words.say("file.table")}>
          {(given) => (
            <select
              {...given}
              class="input"
              value={table}
              onChange={(event) => setTable(event.currentTarget.value as Table)}
            >
              {TABLES.map((one) => (
                <option key={one} value={one}>
                  {words.say(`file.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Button icon="download" busy={busy} onClick={() => void fetchFile()}>
          {words.say("file.deed")}
        </Button>
      </div>
      {problem ? <Failure problem={problem} again={() => void fetchFile()} /> : null}
    </Card>
  );
}
