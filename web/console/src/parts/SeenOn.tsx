/** Where a channel's chat was seen: waits for the first page, and says where one is refused. */
import { Button, Icon } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import { seen } from "../api/calls";
import { Problem } from "../api/request";
import type { Seen } from "../api/types";
import { shell } from "../shell-words";
import { Failure } from "./Failure";

const OFTEN_MS = 2000;
const SELDOM_MS = 10_000;

interface SeenOnProps {
  channel: string;
  /** What is said until a page has it. */
  waiting: string;
  /** Puts an origin on the allow-list; absent for those who may not. */
  allow?: ((origin: string) => Promise<unknown>) | undefined;
}

export function SeenOn({ channel, waiting, allow }: SeenOnProps) {
  const [found, setFound] = useState<readonly Seen[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const good = found.find(({ allowed }) => allowed);
  const refused = found.find(({ allowed }) => !allowed);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    // `turn`: looked for at once after an origin was allowed.
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async () => {
      let wait = OFTEN_MS;
      try {
        const answer = await seen(channel);
        if (over) return;
        setFound(answer);
        if (answer.some(({ allowed }) => allowed)) return;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        wait = Math.max(SELDOM_MS, (error.retryAfter ?? 0) * 1000);
      }
      if (!over) timer = setTimeout(() => void look(), wait);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [channel, turn]);

  async function letIn(origin: string) {
    setProblem(null);
    try {
      await allow?.(origin);
      setTurn(turn + 1);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  }

  return (
    <div class="seen" role="status">
      {good ? (
        <p class="seen-good">
          <Icon name="verified" />
          <span class="seen-text">{shell.say("seen.on", { origin: good.origin })}</span>
        </p>
      ) : refused ? (
        <div class="seen-refused">
          <Icon name="alert" />
          <p class="seen-text">{shell.say("seen.refused", { origin: refused.origin })}</p>
          {allow ? (
            <Button onClick={() => void letIn(refused.origin)}>
              {shell.say("seen.allow", { origin: refused.origin })}
            </Button>
          ) : null}
        </div>
      ) : (
        <p class="seen-waiting">
          <span class="spinner" />
          <span class="seen-text">{waiting}</span>
        </p>
      )}
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}
