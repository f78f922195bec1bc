/** The log as it is read: page by page, and on through the pages where only some of it is wanted. */
import { useEffect, useRef, useState } from "preact/hooks";
import { audit } from "../api/calls";
import { Problem } from "../api/request";
import type { AuditEntry } from "../api/types";
import { isOf, type Kind } from "./sentence";

const PAGE = 50;
/** While only some is wanted, pages are larger, and so many of them are read at once. */
const FILTERED_PAGE = 200;
const MOST_PAGES = 10;

export interface Log {
  readonly entries: readonly AuditEntry[];
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** There is older. */
  readonly more: boolean;
  older(): Promise<void>;
}

export function useLog(kind: Kind | ""): Log {
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [next, setNext] = useState<number | null | undefined>(undefined);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);

  async function read(from: number | null, kept: readonly AuditEntry[]) {
    turn.current += 1;
    const mine = turn.current;
    setBusy(true);
    setProblem(null);
    let [at, found] = [from, kept];
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer = await audit(at, kind === "" ? PAGE : FILTERED_PAGE);
        if (mine !== turn.current) return;
        found = [...found, ...answer.entries.filter((entry) => isOf(entry, kind))];
        setEntries(found);
        setNext(answer.next);
        at = answer.next;
        if (at === null || found.length >= kept.length + PAGE / 2) break;
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === turn.current) setProblem(error);
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }

  useEffect(() => {
    setEntries([]);
    setNext(undefined);
    void read(null, []);
    return () => {
      turn.current += 1;
    };
  }, [kind]);

  return {
    entries,
    busy,
    problem,
    more: next !== null,
    older: () => read(next ?? null, entries),
  };
}
