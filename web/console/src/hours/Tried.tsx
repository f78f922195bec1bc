/** The hours as they are edited, in the chat of one of the organization's channels: now, or at a time to try. */
import type { ChannelSettings } from "@chathub/protocol";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { channels as channelsOf } from "../api/calls";
import type { Channel, OpeningHours, Organization } from "../api/types";
import { settings as settingsOf } from "../channels/calls";
import { Choice, Labelled } from "../parts/Field";
import { useLoaded, With } from "../parts/load";
import { Preview } from "../preview/Preview";
import { PLAIN } from "../preview/plain";
import { words } from "../preview/words";
import { locale } from "../words";
import { fieldOf, momentOf, wallIn, wallOf } from "./clock";
import { type Draft, triedOf } from "./draft";
import { closesAfter, standingAt } from "./reckoning";

const LOOK_AGAIN_MS = 10_000;

interface TriedProps {
  organization: Organization;
  draft: Draft;
}

export function Tried(props: TriedProps) {
  const { organization } = props;
  const loaded = useLoaded(() => channelsOf(organization.id), organization.id);
  return (
    <With loaded={loaded}>
      {(all) => <InLooks {...props} channels={all.filter(({ kind }) => kind === "web")} />}
    </With>
  );
}

/** Where there is no channel yet, the chat looks as it comes. */
function InLooks({ channels, ...props }: TriedProps & { channels: readonly Channel[] }) {
  const [guid, setGuid] = useState(channels[0]?.guid ?? "");
  const loaded = useLoaded(
    async () => (guid === "" ? PLAIN : (await settingsOf(guid)).value),
    guid,
  );
  // Until another channel's are here, those before: nothing that was chosen below is to be lost.
  const latest = useRef<ChannelSettings>();
  latest.current = loaded.value ?? latest.current;
  const channel = channels.find((one) => one.guid === guid)?.name ?? props.organization.name;
  const choice =
    channels.length > 1 ? (
      <Choice
        label={words.say("channel")}
        value={guid}
        choices={channels.map((one) => [one.guid, one.name] as const)}
        choose={setGuid}
      />
    ) : null;
  return (
    <With loaded={{ ...loaded, value: latest.current }}>
      {(settings) => (
        <AtMoment {...props} channel={channel} settings={settings}>
          {choice}
        </AtMoment>
      )}
    </With>
  );
}

interface AtMomentProps extends TriedProps {
  channel: string;
  settings: ChannelSettings;
  children: ComponentChildren;
}

function AtMoment({ organization, draft, channel, settings, children }: AtMomentProps) {
  const now = useNow();
  /** As the field has it; null: now. */
  const [chosen, setChosen] = useState<string | null>(null);
  const { timeZone } = draft;
  const wall = wallIn(chosen ?? "");
  const at = Number.isNaN(wall) ? now : momentOf(timeZone, wall);
  const hours = triedOf(draft);
  return (
    <Preview
      organization={organization}
      channel={channel}
      settings={settings}
      presence={{ online: true, ...standingAt(hours, at) }}
      opened
      on="phone"
    >
      <div class="preview-more">
        {children}
        <Labelled
          label={words.say("as-of", { zone: timeZone.replaceAll("_", " ") })}
          hint={words.say("visitors-clock")}
        >
          {(given) => (
            <div class="as-of">
              <input
                {...given}
                type="datetime-local"
                class="input"
                value={chosen ?? fieldOf(wallOf(timeZone, now))}
                onInput={(event) => setChosen(event.currentTarget.value)}
              />
              <button
                type="button"
                class="button small"
                disabled={chosen === null}
                onClick={() => setChosen(null)}
              >
                {words.say("now")}
              </button>
            </div>
          )}
        </Labelled>
        <p role="status">{said(hours, at)}</p>
      </div>
    </Preview>
  );
}

/** What the hours come to at a moment, by their own clock. */
function said(hours: OpeningHours | null, at: number): string {
  if (hours === null) return words.say("open.always");
  const time = (moment: number) =>
    new Intl.DateTimeFormat(locale(), {
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "numeric",
      minute: "2-digit",
      timeZone: "UTC",
    }).format(wallOf(hours.timeZone, moment));
  const { open, opensAt } = standingAt(hours, at);
  if (opensAt !== null) return words.say("closed", { time: time(opensAt) });
  if (!open) return words.say("closed.always");
  const closes = closesAfter(hours, at);
  return closes === null ? words.say("open") : words.say("open.until", { time: time(closes) });
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
