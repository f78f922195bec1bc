/** Telling the page what happens in its panel, by the events of the panel's published types. */

import type { PanelEvents, Shell } from "@chathub/loader";
import { raise as raiseAt } from "@chathub/loader/raise";

export function raise<Name extends keyof PanelEvents>(
  shell: Pick<Shell, "script">,
  name: Name,
  detail: PanelEvents[Name],
): void {
  raiseAt(shell, name, detail);
}
