/** The whole console: a way in, and behind it the company's side. */
import { Skeleton } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "./api/request";
import { Door } from "./Door";
import { Failure } from "./parts/Failure";
import { Shell } from "./Shell";
import { begin, session } from "./session";
import { shell } from "./shell-words";

export function Console() {
  const [state, setState] = useState<"asking" | "asked" | Problem>("asking");
  useEffect(() => {
    if (state !== "asking") return;
    begin().then(
      () => setState("asked"),
      (error) => setState(error instanceof Problem ? error : new Problem(500, "unknown", "")),
    );
  }, [state]);
  if (state instanceof Problem) {
    return (
      <main class="entrance">
        <h1>{shell.say("start.failed")}</h1>
        <Failure problem={state} again={() => setState("asking")} />
      </main>
    );
  }
  if (state === "asking") {
    return (
      <main class="entrance">
        <Skeleton rows={3} label={shell.say("loading")} />
      </main>
    );
  }
  return session.value === null ? <Door /> : <Shell />;
}
