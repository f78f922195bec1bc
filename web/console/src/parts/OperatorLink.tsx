/** A link that signs an operator in to the panel, once. */
import { Button } from "@chathub/ui";
import { useState } from "preact/hooks";
import { operatorLink } from "../api/calls";
import { Problem } from "../api/request";
import type { Operator } from "../api/types";
import { shell } from "../shell-words";
import { Copy } from "./Copy";
import { Failure } from "./Failure";

export function OperatorLink({ operator }: { operator: Operator }) {
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function make() {
    setBusy(true);
    setProblem(null);
    try {
      setLink((await operatorLink(operator.id)).link);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div class="operator-link">
      {problem ? <Failure problem={problem} again={() => void make()} /> : null}
      {link === null ? (
        <Button icon="send" busy={busy} onClick={() => void make()}>
          {shell.say("operator-link.make")}
        </Button>
      ) : (
        <>
          <Copy
            label={shell.say("operator-link", { name: operator.name })}
            text={link}
            copy={shell.say("operator-link.copy")}
          />
          <p class="field-hint">{shell.say("operator-link.once")}</p>
        </>
      )}
    </div>
  );
}
