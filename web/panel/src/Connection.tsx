/** The state of the connection, in words, with what can be done about it. */

import type { Link } from "@chathub/protocol";
import { Notice, useLanguage } from "@chathub/ui";
import { useEffect, useState } from "preact/hooks";
import type { PanelKey } from "./locales/en";

export interface ConnectionProps {
  link: Link;
  /** The address to write to when there is no chat, already found to be one we may show. */
  fallback: string | null;
  /** Seconds without a connection until it is shown. */
  fallbackAfter: number;
  /** The panel is folded: its bar tells the state, and only the other way to reach somebody is worth more room. */
  folded: boolean;
}

const TONES = {
  waiting: "info",
  connecting: "info",
  live: "info",
  reconnecting: "warn",
  offline: "warn",
  expired: "warn",
  invalid: "bad",
  refused: "bad",
} as const;

/** A blink of the network is not worth a line that pushes everything down. */
const PATIENCE_MS = 1200;

export function Connection(props: ConnectionProps) {
  const { say } = useLanguage<PanelKey>();
  const { link } = props;
  const trying = link === "connecting" || link === "reconnecting";
  const patient = useElapsed(link === "live" ? null : PATIENCE_MS, link);
  const desperate = useElapsed(
    link === "live" ? null : props.fallbackAfter * 1000,
    link === "live",
  );
  if (link === "live" || (trying && !patient && !desperate)) return null;
  if (props.folded && !(desperate && props.fallback)) return null;
  return (
    <Notice
      tone={TONES[link]}
      busy={trying || link === "expired" || link === "waiting"}
      icon={link === "offline" ? "offline" : "alert"}
      action={
        desperate && props.fallback ? (
          <a href={props.fallback} target="_blank" rel="noopener noreferrer">
            {say("fallback")}
          </a>
        ) : null
      }
    >
      {say(`state.${link}`, { origin: location.origin })}
    </Notice>
  );
}

/** Whether this many milliseconds have gone by since `start` last changed; never with null. */
function useElapsed(after: number | null, start: unknown): boolean {
  const [over, setOver] = useState(false);
  // Counts anew when what it waits for changes.
  useEffect(() => {
    setOver(false);
    if (after === null) return;
    const timer = setTimeout(() => setOver(true), after);
    return () => clearTimeout(timer);
  }, [after, start]);
  return over && after !== null;
}
