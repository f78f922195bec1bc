/** The chat as it would be: the widget itself in a frame of ours, which is handed what is being edited. */
import type { ChannelSettings } from "@chathub/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft, Ready, ToPreview } from "../../../pages/src/preview/draft";
import type { Channel, Organization } from "../api/types";
import { locale } from "../words";
import { words } from "./words";

const SIZES = { desktop: { width: 780, height: 720 }, phone: { width: 360, height: 600 } } as const;
type Device = keyof typeof SIZES;

interface PreviewProps {
  organization: Organization;
  channel: Channel;
  settings: ChannelSettings;
}

export function Preview({ organization, channel, settings }: PreviewProps) {
  const [device, setDevice] = useState<Device>("desktop");
  const [theme, setTheme] = useState<Draft["theme"]>("light");
  const [presence, setPresence] = useState<"here" | "away">("here");
  const frame = useRef<HTMLIFrameElement>(null);
  const draft: Draft = {
    kind: "draft",
    settings,
    channel: channel.name,
    organization: organization.name,
    theme,
    locale: locale(),
    away: presence === "away" ? { until: tomorrow() } : null,
    operator: words.say("preview.operator"),
    answer: words.say("preview.answer"),
  };
  const send = (what: ToPreview) =>
    frame.current?.contentWindow?.postMessage(what, location.origin);
  const latest = useRef(draft);
  latest.current = draft;

  useEffect(() => {
    // The frame says when it listens: at its start, and whenever it was loaded anew.
    const hear = ({ data, origin, source }: MessageEvent<Ready>) => {
      const ours = origin === location.origin && source === frame.current?.contentWindow;
      if (ours && data.kind === "ready") send(latest.current);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  const text = JSON.stringify(draft);
  useEffect(() => {
    if (text !== "") send(latest.current);
  }, [text]);

  return (
    <section class="preview" aria-label={words.say("preview")}>
      <div class="preview-tools">
        <Switch
          label={words.say("preview.device")}
          value={device}
          choices={[
            ["desktop", words.say("preview.desktop")],
            ["phone", words.say("preview.phone")],
          ]}
          change={(one) => setDevice(one)}
        />
        <Switch
          label={words.say("preview.theme")}
          value={theme}
          choices={[
            ["light", words.say("theme.light")],
            ["dark", words.say("theme.dark")],
          ]}
          change={(one) => setTheme(one)}
        />
        <Switch
          label={words.say("preview.presence")}
          value={presence}
          choices={[
            ["here", words.say("preview.here")],
            ["away", words.say("preview.away")],
          ]}
          change={(one) => setPresence(one)}
        />
      </div>
      <Scaled {...SIZES[device]}>
        <iframe
          ref={frame}
          src="/console/preview"
          title={words.say("preview")}
          {...SIZES[device]}
        />
      </Scaled>
      <div class="preview-tools">
        <button type="button" class="button small" onClick={() => send({ kind: "restart" })}>
          {words.say("preview.restart")}
        </button>
        <button type="button" class="button small" onClick={() => send({ kind: "resolve" })}>
          {words.say("preview.resolve")}
        </button>
      </div>
      <p class="field-hint">{words.say("preview.hint")}</p>
    </section>
  );
}

/** Nine in the morning of the next day, as good an hour as any to be back. */
function tomorrow(): number {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  return day.setHours(9, 0, 0, 0);
}

interface ScaledProps {
  width: number;
  height: number;
  children: preact.ComponentChildren;
}

/** A screen of a certain size, made smaller where there is less room. */
function Scaled({ width, height, children }: ScaledProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(width);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, room / width);
  return (
    <div class="stage" ref={box} style={{ height: `${height * scale}px` }}>
      <div style={{ width: `${width}px`, height: `${height}px`, scale: `${scale}` }}>
        {children}
      </div>
    </div>
  );
}

interface SwitchProps<T extends string> {
  label: string;
  value: T;
  choices: readonly (readonly [T, string])[];
  change(value: T): void;
}

function Switch<T extends string>({ label, value, choices, change }: SwitchProps<T>) {
  return (
    <fieldset class="switch">
      <legend class="unseen">{label}</legend>
      {choices.map(([choice, said]) => (
        <label key={choice}>
          <input
            type="radio"
            name={label}
            checked={choice === value}
            onChange={() => change(choice)}
          />
          <span>{said}</span>
        </label>
      ))}
    </fieldset>
  );
}
