/** Makes sign-in links one after another; what breaks off goes on where it was. */
import Papa from "papaparse";
import { Problem } from "../../api/request";
import type { Operator } from "../../api/types";

export interface Made {
  readonly name: string;
  readonly link: string;
}

export type MakeLink = (id: number) => Promise<string>;

/** The server may want to be left alone for so long before the next one, without anybody being asked. */
const SHORT_WAIT_S = 10;
const GONE = [403, 404];

export class Making {
  readonly made: Made[] = [];
  /** Who got none, being deactivated or deleted since. */
  readonly left: string[] = [];

  constructor(readonly operators: readonly Operator[]) {}

  get done(): number {
    return this.made.length + this.left.length;
  }

  /** Makes what is left; `moved` hears of each. A Problem ends it, and calling it again goes on. */
  async run(
    make: MakeLink,
    moved: () => void,
    pause: (seconds: number) => Promise<unknown> = sleep,
  ): Promise<void> {
    for (;;) {
      const operator = this.operators[this.done];
      if (operator === undefined) return;
      try {
        this.made.push({ name: operator.name, link: await make(operator.id) });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const wait = error.status === 429 ? (error.retryAfter ?? SHORT_WAIT_S + 1) : null;
        if (wait !== null && wait <= SHORT_WAIT_S) await pause(wait);
        else if (GONE.includes(error.status)) this.left.push(operator.name);
        else throw error;
      }
      moved();
    }
  }
}

const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** For a spreadsheet, which must not take a name for a formula; the mark at the beginning tells it the letters. */
export function fileOf(head: readonly string[], made: readonly Made[]): Blob {
  const rows = [head, ...made.map(({ name, link }) => [name, link])];
  const text = Papa.unparse(rows, { escapeFormulae: true, newline: "\r\n" });
  return new Blob([`\uFEFF${text}\r\n`], { type: "text/csv;charset=utf-8" });
}

/** As one pastes it into a message: a line for each. */
export const listOf = (made: readonly Made[]) =>
  made.map(({ name, link }) => `${name}: ${link}`).join("\n");
