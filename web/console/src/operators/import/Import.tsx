/** Many operators from a file or a pasted list: first what would happen, then that it happens. */
import { useState } from "preact/hooks";
import type { Operator, Organization } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { useWatch } from "../../parts/form";
import { adopt } from "../../theme";
import { words } from "../words";
import { Adding } from "./Adding";
import { Choice } from "./Choice";
import STYLES from "./import.css?inline";
import { Preview } from "./Preview";
import { Sending } from "./sending";

adopt(STYLES);

export interface ImportProps {
  organization: Organization;
  /** Who is there already. */
  known: readonly Operator[];
  close(): void;
  done(): Promise<void>;
  /** Goes on to sign-in links for these. */
  links(ids: readonly number[]): void;
}

/** A list as it came: a file's bytes, or a pasted text. */
export type Source = { bytes: Uint8Array } | { text: string };

export function Import({ organization, known, close, done, links }: ImportProps) {
  const [source, setSource] = useState<Source | null>(null);
  const [pasted, setPasted] = useState("");
  const [sending, setSending] = useState<Sending | null>(null);
  useWatch(source !== null || pasted !== "");
  return (
    <Dialog title={words.say("csv.title")} wide close={close}>
      {sending !== null ? (
        <Adding
          organization={organization}
          sending={sending}
          close={close}
          done={done}
          links={links}
        />
      ) : source !== null ? (
        <Preview
          source={source}
          known={known.filter(({ status }) => status !== 2).map(({ name }) => name)}
          back={() => setSource(null)}
          add={(names) => setSending(new Sending(names))}
        />
      ) : (
        <Choice pasted={pasted} setPasted={setPasted} choose={setSource} />
      )}
    </Dialog>
  );
}
