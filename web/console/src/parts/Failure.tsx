/** Says kindly what went wrong and what to do, with a way to try again where that may help. */
import { Button, Icon } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api/request";
import { faultOf, inOwnWords } from "../problem-words";
import { shell } from "../shell-words";

interface FailureProps {
  problem: Problem;
  again?: (() => void) | undefined;
}

export function Failure({ problem, again }: FailureProps) {
  const wait = useCountdown(problem);
  const mayHelp = problem.status === 0 || problem.status === 429 || problem.status >= 500;
  return (
    <div class="failure" role="alert">
      <Icon name={problem.status === 0 ? "offline" : "alert"} />
      <p>{sentence(problem, wait)}</p>
      {again && mayHelp ? (
        <Button icon="retry" disabled={wait > 0} onClick={again}>
          {shell.say("again")}
        </Button>
      ) : null}
    </div>
  );
}

/** What went wrong, in the reader's language where that says it; else in the server's own words. */
export function sentence(problem: Problem, wait = 0): string {
  const { status, code } = problem;
  if (status === 0) return shell.say("problem.network");
  if (status === 429) {
    return wait > 0 ? shell.say("problem.limit-in", { count: wait }) : shell.say("problem.limit");
  }
  const told = inOwnWords(problem);
  if (told !== null) return told;
  if (status === 503) return shell.say("problem.unavailable");
  if (status >= 500) return shell.say("problem.server");
  if (status === 404) return shell.say("problem.gone");
  if (code === "wrong-password") return shell.say("problem.password");
  if (status === 401 && code === "unauthenticated") return shell.say("problem.signed-out");
  return faultOf(problem) || shell.say("problem.server");
}

/** The seconds that the server still wants to be left alone. */
function useCountdown(problem: Problem): number {
  const [left, setLeft] = useState(problem.retryAfter ?? 0);
  useEffect(() => {
    const until = performance.now() + (problem.retryAfter ?? 0) * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}
