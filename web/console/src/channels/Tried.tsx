/** What is edited of a channel, tried while somebody is here or nobody is. */
import type { ChannelSettings } from "@chathub/protocol";
import { useState } from "preact/hooks";
import { openingHours } from "../api/calls";
import type { Channel, Organization } from "../api/types";
import { awayFrom } from "../hours/reckoning";
import { useLoaded } from "../parts/load";
import { Preview } from "../preview/Preview";
import { Switch } from "../preview/Switch";
import { words } from "../preview/words";

interface TriedProps {
  organization: Organization;
  channel: Channel;
  settings: ChannelSettings;
}

export function Tried({ organization, channel, settings }: TriedProps) {
  const [presence, setPresence] = useState<"here" | "away">("here");
  const [now] = useState(Date.now);
  // While they are not here, and where they do not come, nobody knows when somebody is back.
  const hours =
    useLoaded(() => openingHours(organization.id), organization.id).value?.value ?? null;
  return (
    <Preview
      organization={organization}
      channel={channel.name}
      settings={settings}
      presence={
        presence === "here"
          ? { online: true, open: true, opensAt: null }
          : { online: false, ...awayFrom(hours, now) }
      }
    >
      <Switch
        label={words.say("presence")}
        value={presence}
        choices={[
          ["here", words.say("here")],
          ["away", words.say("away")],
        ]}
        change={(one) => setPresence(one)}
      />
    </Preview>
  );
}
