/** The last step: the element to paste, where it was seen, and the operator's way to the panel. */
import { Icon } from "@chathub/ui";
import { addressOf, go } from "../address";
import * as calls from "../api/calls";
import type { Channel, Operator, OrganizationDetails } from "../api/types";
import { Copy } from "../parts/Copy";
import { OperatorLink } from "../parts/OperatorLink";
import { SeenOn } from "../parts/SeenOn";
import { Step } from "./Step";
import { words } from "./words";

interface LastStepProps {
  organization: OrganizationDetails;
  channel: Channel;
  operator: Operator;
}

export function LastStep({ organization, channel, operator }: LastStepProps) {
  return (
    <Step number={5} wide title={words.say("last.title")} lead={words.say("last.lead")}>
      <ol class="last">
        <li>
          <h2>{words.say("last.paste")}</h2>
          <Copy
            code
            label={words.say("last.element")}
            text={channel.element}
            copy={words.say("last.copy")}
          />
          <SeenOn
            channel={channel.guid}
            waiting={words.say("last.waiting")}
            allow={(origin) => calls.changeOrigins(organization.id, (now) => [...now, origin])}
          />
        </li>
        <li>
          <h2>{words.say("last.answer")}</h2>
          <p class="prose">{words.say("last.answer.text", { name: operator.name })}</p>
          <OperatorLink operator={operator} />
        </li>
      </ol>
      <button
        type="button"
        class="button primary"
        onClick={() => void go(addressOf({}), "replace")}
      >
        <Icon name="check" size={18} />
        {words.say("last.finish")}
      </button>
    </Step>
  );
}
