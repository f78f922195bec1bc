/** A form above the field: what it asks, what went wrong, and the two ways out of it. */
import { RequestError } from "@chathub/protocol";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Room } from "../room";
import { Box } from "./Box";
import STYLES from "./sheet.css?inline";

export interface SheetProps {
  room: Room;
  title: string;
  /** The name of the button that sends it. */
  action: string;
  children: ComponentChildren;
  /** Rejects with a `RequestError`, whose words are shown. */
  submit(answers: FormData): Promise<void>;
}

export function Sheet({ room, title, action, children, submit }: SheetProps) {
  const { say } = room.language;
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  room.style(STYLES);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);

  async function send(event: Event) {
    event.preventDefault();
    if (!form.current || busy) return;
    setBusy(true);
    setProblem("");
    try {
      await submit(new FormData(form.current));
    } catch (error) {
      setProblem(error instanceof RequestError ? error.message : say("chat.load-failed"));
    }
    setBusy(false);
  }

  return (
    <Box room={room}>
      <form class="sheet" ref={form} aria-label={title} onSubmit={send}>
        <h3>{title}</h3>
        {children}
        <div class="sheet-problem" role="alert">
          {problem}
        </div>
        <div class="sheet-end">
          <button type="button" class="link" onClick={room.close}>
            {say("chat.back")}
          </button>
          <button type="submit" class="do" disabled={busy}>
            {action}
          </button>
        </div>
      </form>
    </Box>
  );
}
