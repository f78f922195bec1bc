/** One operator at work in a panel: their session, their choices, and how they are told of news. */

import type { OperatorClient } from "@chathub/protocol";
import { computed } from "@preact/signals";
import { Alerts } from "./alerts/alerts";
import { type KeptChoices, keptChoices } from "./choices";
import { Drafts } from "./drafts";
import { follow } from "./follow";
import type { Panel } from "./panel";
import { Session } from "./session";
import type { Written } from "./written";

export class Desk {
  readonly session: Session;
  readonly choices: KeptChoices;
  readonly alerts: Alerts;
  readonly #unfollow: () => void;

  constructor(panel: Panel, owner: string, client: OperatorClient, written: Written) {
    const { shell, language, shown } = panel;
    const drafts = new Drafts(client, language, written);
    this.session = new Session(client, drafts, shown, shell.apiOrigin);
    this.choices = keptChoices(shell.apiOrigin, owner);
    this.alerts = new Alerts({
      apiOrigin: shell.apiOrigin,
      owner,
      language,
      choices: this.choices,
      looksAt: (conversation) =>
        shown.peek() && document.hasFocus() && this.session.chosen.peek() === conversation,
      show: (conversation) => panel.openConversation(conversation),
    });
    this.#unfollow = follow({
      shell,
      session: this.session,
      alerts: this.alerts,
      choices: this.choices,
      token: computed(() => panel.settings.value.token),
    });
  }

  destroy(): void {
    this.#unfollow();
    this.alerts.stop();
    this.choices.stop();
    this.session.destroy();
  }
}
