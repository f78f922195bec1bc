/** The import with its reader of tables, which comes once somebody wants it. */

import { useChunk } from "../parts/chunk";
import { Dialog } from "../parts/Dialog";
import { shell } from "../shell-words";
import type { ImportProps } from "./import/Import";
import { words } from "./words";

const load = async () => ({ ...(await import("./import/Import")), words });

export function Import(props: ImportProps) {
  const chunk = useChunk(load);
  if (chunk !== null && chunk !== "failed") return <chunk.Import {...props} />;
  return (
    <Dialog title={words.say("csv.title")} close={props.close}>
      <p class="prose" role="status">
        {shell.say(chunk === null ? "loading" : "stage.failed.hint")}
      </p>
    </Dialog>
  );
}
