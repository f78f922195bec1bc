/** What a screen shows comes from the server: while it does, when it does not, and again after a change. */
import { Skeleton } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/request";
import { shell } from "../shell-words";
import { Failure } from "./Failure";

export interface Loaded<T> {
  /** Undefined until it came; what was there stays while it is asked for again. */
  readonly value: T | undefined;
  readonly problem: Problem | null;
  reload(): Promise<void>;
  /** Puts in what a change answered, without asking again. */
  put(value: T): void;
}

/** Asks at once, and anew when `of` changes: an answer for what was wanted before is dropped. */
export function useLoaded<T>(get: () => Promise<T>, of: unknown): Loaded<T> {
  const [value, setValue] = useState<T | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);
  const latest = useRef(get);
  latest.current = get;

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setProblem(null);
    try {
      const answer = await latest.current();
      if (mine === turn.current) setValue(() => answer);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === turn.current) setProblem(error);
    }
  }, []);

  useEffect(() => {
    setValue(undefined);
    void reload();
    return () => {
      turn.current += 1;
    };
  }, [of, reload]);

  return { value, problem, reload, put: (next) => setValue(() => next) };
}

interface WithProps<T> {
  loaded: Loaded<T>;
  rows?: number;
  children(value: T): ComponentChildren;
}

/** Draws what was loaded; grey bars before, and a way to try again where it failed. */
export function With<T>({ loaded, rows = 3, children }: WithProps<T>) {
  return (
    <>
      {loaded.problem ? (
        <Failure problem={loaded.problem} again={() => void loaded.reload()} />
      ) : null}
      {loaded.value !== undefined ? (
        children(loaded.value)
      ) : loaded.problem ? null : (
        <Skeleton rows={rows} label={shell.say("loading")} />
      )}
    </>
  );
}
