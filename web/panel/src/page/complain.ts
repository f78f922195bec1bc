/** Telling the page what only it can mend: by an event, by the window's `error`, and on the console. */

import type { Shell } from "@chathub/loader";
import type { Link } from "@chathub/protocol";
import { effect, type ReadonlySignal } from "@preact/signals";
import { refusalOf } from "../handle";
import { raise } from "./raise";

/** Tells it whenever the connection comes to such an end, until the result is called. */
export function complain(shell: Shell, link: ReadonlySignal<Link>): () => void {
  return effect(() => {
    const code = link.value;
    if (code !== "expired" && code !== "invalid" && code !== "refused") return;
    const message = refusalOf(code) ?? code;
    raise(shell, "error", { code, message });
    if (code === "refused") console.error(message);
    else shell.fail(message);
  });
}
