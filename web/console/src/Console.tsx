/** The whole console: a way in, and behind it the company's side. */
import { Skeleton } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import { place } from "./address";
import { Problem } from "./api/request";
import { PLACES } from "./code";
import { Door } from "./Door";
import { Over } from "./Over";
import { useChunk } from "./parts/chunk";
import { Failure } from "./parts/Failure";
import { Shell } from "./Shell";
import { Failed, Loading } from "./Stage";
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
  return (
    <>
      <Inside />
      <Over />
    </>
  );
}

function Inside() {
  if (place.value.screen === PLACES["first-run"]) return <FirstRun />;
  return session.value === null ? <Door /> : <Shell />;
}

const wizard = () => import("./start");

/** Most never see it, so it comes apart. */
function FirstRun() {
  const chunk = useChunk(wizard);
  if (chunk === null) return <Loading />;
  return chunk === "failed" ? <Failed /> : <chunk.Wizard />;
}
