/** Asks for the board again and again: less often while that fails, and not while nobody looks. */
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../api/request";
import { type Board, board } from "./calls";

export const EVERY_MS = 5_000;
export const MOST_MS = 60_000;

/** How long to wait after so many failures in a row. */
export function pause(failures: number, retryAfter: number | null): number {
  return Math.max((retryAfter ?? 0) * 1_000, Math.min(MOST_MS, EVERY_MS * 2 ** failures));
}

export interface Watched {
  readonly board: Board | null;
  /** When the board came, by this browser's clock. */
  readonly came: number;
  readonly problem: Problem | null;
  again(): void;
}

export function useBoard(organization: number | null): Watched {
  const [state, setState] = useState<{
    of: number | null;
    board: Board | null;
    came: number;
    problem: Problem | null;
  }>({ of: organization, board: null, came: 0, problem: null });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let asking = false;
    let over = false;

    async function look() {
      if (asking || over || document.hidden) return;
      clearTimeout(timer);
      asking = true;
      let wait = EVERY_MS;
      try {
        const found = await board(organization);
        failures = 0;
        if (!over) setState({ of: organization, board: found, came: Date.now(), problem: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failures += 1;
        wait = pause(failures, error.retryAfter);
        if (!over) setState((before) => ({ ...before, of: organization, problem: error }));
      } finally {
        asking = false;
      }
      if (!over) timer = setTimeout(look, wait);
    }

    const shown = () => void look();
    document.addEventListener("visibilitychange", shown);
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [organization, turn]);

  const mine = state.of === organization;
  return {
    board: mine ? state.board : null,
    came: state.came,
    problem: mine ? state.problem : null,
    again: () => setTurn(turn + 1),
  };
}
