/** The chat as it would be: the widget itself in a frame of ours, which is handed what is being edited. */
import type { ChannelSettings } from "@chathub/protocol";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft, Presence, Ready, ToPreview } from "../../../pages/src/preview/draft";
import type { Organization } from "../api/types";
import { adopt } from "../theme";
import PREVIEW from "./preview.css?inline";
import { Switch } from "./Switch";
import { words } from "./words";

const SIZES = { desktop: { width: 780, height: 720 }, phone: { width: 360, height: 600 } } as const;
type Device = keyof typeof SIZES;

adopt(PREVIEW);

interface PreviewProps {
  organization: Organization;
  /** What the channel is called. */
  channel: string;
  settings: ChannelSettings;
  presence: Presence;
  /** Whether the chat is open at first. */
  opened?: boolean;
  /** What it is seen on at first. */
  on?: Device;
  /** Above the chat, for trying it otherwise. */
  children?: ComponentChildren;
}

export function Preview(props: PreviewProps) {
  const { organization, channel, settings, presence, opened = false, on = "desktop" } = props;
  const [device, setDevice] = useState<Device>(on);
  const [theme, setTheme] = useState<Draft["theme"]>("light");
  const frame = useRef<HTMLIFrameElement>(null);
  const draft: Draft = {
    kind: "draft",
    settings,
    channel,
    organization: organization.name,
    theme,
    locale: document.documentElement.lang,
    presence,
    opened,
    operator: words.say("operator"),
    answer: words.say("answer"),
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
    <section class="preview" aria-label={words.say("title")}>
      <div class="preview-tools">
        <Switch
          label={words.say("device")}
          value={device}
          choices={[
            ["desktop", words.say("desktop")],
            ["phone", words.say("phone")],
          ]}
          change={(one) => setDevice(one)}
        />
        <Switch
          label={words.say("theme")}
          value={theme}
          choices={[
            ["light", words.say("theme.light")],
            ["dark", words.say("theme.dark")],
          ]}
          change={(one) => setTheme(one)}
        />
        {props.children}
      </div>
      <Scaled {...SIZES[device]}>
        <iframe ref={frame} src="/console/preview" title={words.say("title")} {...SIZES[device]} />
      </Scaled>
      <div class="preview-tools">
        <button type="button" class="button small" onClick={() => send({ kind: "restart" })}>
          {words.say("restart")}
        </button>
        <button type="button" class="button small" onClick={() => send({ kind: "resolve" })}>
          {words.say("resolve")}
        </button>
      </div>
      <p class="field-hint">{words.say("hint")}</p>
    </section>
  );
}

interface ScaledProps {
  width: number;
  height: number;
  children: ComponentChildren;
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
