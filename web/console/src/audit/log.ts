/** The log as it is read: page by page, of what is wanted alone. */
import { useEffect, useRef, useState } from "preact/hooks";
import { audit } from "../api/calls";
import { Problem } from "../api/request";
import type { AuditEntry } from "../api/types";
import { KINDS, type Kind } from "./sentence";

export interface Wanted {
  readonly kind: Kind | "";
  /** Whose deeds, as the entries name them; "" is anybody's. */
  readonly who: string;
}

export interface Log {
  readonly entries: readonly AuditEntry[];
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** There is older. */
  readonly more: boolean;
  older(): Promise<void>;
}

export function useLog({ kind, who }: Wanted): Log {
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
    try {
      const answer = await audit(from, kind === "" ? "" : KINDS[kind], who);
      if (mine !== turn.current) return;
      setEntries([...kept, ...answer.entries]);
      setNext(answer.next);
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
  }, [kind, who]);

  return {
    entries,
    busy,
    problem,
    more: next !== null,
    older: () => read(next ?? null, entries),
  };
}
