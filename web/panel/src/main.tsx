/** The operator panel's user interface, as the registry loads it. */

import type { UiModule } from "@chathub/loader";
import { createOperatorClient } from "@chathub/protocol";
import { Panel } from "./panel";

export const mount: UiModule["mount"] = (shell) => new Panel(shell, createOperatorClient);
