/** A list of names out of a table: which column they are in, and what becomes of each line. */
import Papa from "papaparse";
import { isUnseen } from "../../parts/checks";

export const LONGEST_NAME = 100;

export interface Line {
  /** As editors count, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Table {
  /** What the columns are called; null where the first line is one like the others. */
  readonly head: readonly string[] | null;
  readonly lines: readonly Line[];
  readonly columns: number;
  /** Where the names are, as far as can be told. */
  readonly nameColumn: number;
}

export type Verdict = "ready" | "known" | "twice" | "empty" | "long";

export interface Judged {
  readonly line: number;
  readonly name: string;
  readonly verdict: Verdict;
}

const CALLED =
  /^(full[ _-]?)?name$|^operators?( name)?$|^ім.?я$|^піб$|^п\.\s?і\.\s?б\.$|^оператори?$/iu;

/** Reads separated values, by comma, semicolon, tab or bar: whichever the text has. */
export function tableOf(text: string): Table {
  const plain = text.replace(/^\uFEFF/, "");
  // Guessed without the empty lines, which speak against every separator, and read with them, to count as editors do.
  const { meta } = Papa.parse<string[]>(plain, {
    delimitersToGuess: [";", "\t", ",", "|"],
    skipEmptyLines: "greedy",
    preview: 50,
  });
  const { data } = Papa.parse<string[]>(plain, { delimiter: meta.delimiter });
  const lines: Line[] = [];
  let number = 1;
  for (const cells of data) {
    const trimmed = cells.map((cell) => cell.trim());
    if (trimmed.some((cell) => cell !== "")) lines.push({ number, cells: trimmed });
    // A cell in quotes may go over several lines.
    number += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
  }
  const named = lines[0]?.cells.findIndex((cell) => CALLED.test(cell)) ?? -1;
  const body = named < 0 ? lines : lines.slice(1);
  const columns = Math.max(0, ...lines.map(({ cells }) => cells.length));
  return {
    head: named < 0 ? null : (lines[0]?.cells ?? []),
    lines: body,
    columns,
    nameColumn: named < 0 ? likeliest(body, columns) : named,
  };
}

/** The first column that is mostly words, and not numbers or addresses. */
function likeliest(lines: readonly Line[], columns: number): number {
  const wordy = (cell: string | undefined) => /\p{L}/u.test(cell ?? "") && !cell?.includes("@");
  for (let column = 0; column < columns; column += 1) {
    if (lines.filter(({ cells }) => wordy(cells[column])).length > lines.length / 2) return column;
  }
  return 0;
}

/** What becomes of each line. `known` are the names that are there already; letters' case counts for nothing. */
export function judge(table: Table, column: number, known: readonly string[]): Judged[] {
  const there = new Set(known.map(folded));
  const before = new Set<string>();
  return table.lines.map(({ number, cells }) => {
    const name = (cells[column] ?? "").replace(/\s+/g, " ");
    const key = folded(name);
    const verdict = verdictOn(name, there.has(key), before.has(key));
    before.add(key);
    return { line: number, name, verdict };
  });
}

function verdictOn(name: string, known: boolean, twice: boolean): Verdict {
  if (isUnseen(name)) return "empty";
  // As the server counts: code points.
  if ([...name].length > LONGEST_NAME) return "long";
  return twice ? "twice" : known ? "known" : "ready";
}

/** The names to add, in the list's order; with `also` those that are there already, too. */
export function namesOf(judged: readonly Judged[], also: boolean): string[] {
  const wanted: Verdict[] = also ? ["ready", "known", "twice"] : ["ready"];
  return judged.filter(({ verdict }) => wanted.includes(verdict)).map(({ name }) => name);
}

const folded = (name: string) => name.trim().toLocaleLowerCase();
