/** The import with its reader of tables, and links for many, which come once somebody wants them. */

import { useChunk } from "../parts/chunk";
import { Dialog } from "../parts/Dialog";
import { shell } from "../shell-words";
import type { ImportProps } from "./import/Import";
import type { LinksProps } from "./links/Links";
import { words } from "./words";

const load = async () => ({ ...(await import("./import/Import")), words });
const loadLinks = async () => ({ ...(await import("./links/Links")), words });

export function Import(props: ImportProps) {
  const chunk = useChunk(load);
  if (chunk !== null && chunk !== "failed") return <chunk.Import {...props} />;
  return <Waiting title={words.say("csv.title")} failed={chunk !== null} close={props.close} />;
}

export function Links(props: LinksProps) {
  const chunk = useChunk(loadLinks);
  if (chunk !== null && chunk !== "failed") return <chunk.Links {...props} />;
  return <Waiting title={words.say("links.title")} failed={chunk !== null} close={props.close} />;
}

function Waiting(props: { title: string; failed: boolean; close(): void }) {
  return (
    <Dialog title={props.title} close={props.close}>
      <p class="prose" role="status">
        {shell.say(props.failed ? "stage.failed.hint" : "loading")}
      </p>
    </Dialog>
  );
}
