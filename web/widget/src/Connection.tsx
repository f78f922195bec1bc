/** The state of the connection in words, and another way to the company when it lasts. */
import { Drawing } from "@chathub/ui/drawing";
import { ALERT, OFFLINE } from "@chathub/ui/paths";
import { useLanguage } from "@chathub/ui/words";
import { useEffect, useState } from "preact/hooks";
import type { ChatKey } from "./locales/en";
import type { Link } from "./session";

export interface ConnectionProps {
  link: Link;
  fallbackContact: string | null;
  /** Seconds without a connection until the contact is shown. */
  fallbackAfter: number;
}

/** A blink of the network is not worth a line that pushes everything down. */
const BLINK_S = 1.5;
/** By then it is no blink: what is written will have to wait. */
const LONG_S = 6;

export function Connection({ link, fallbackContact, fallbackAfter }: ConnectionProps) {
  const { say } = useLanguage<ChatKey>();
  const down = link !== "live" && link !== "idle";
  const noticed = useElapsed(down, BLINK_S);
  const long = useElapsed(down, LONG_S);
  const desperate = useElapsed(down, fallbackAfter);
  const trying = link === "connecting" || link === "reconnecting";
  if (!down || (trying && !noticed && !desperate)) return null;
  const state = trying && long ? "unreachable" : link;
  const tone = link === "refused" ? "bad" : link === "connecting" && !long ? "info" : "warn";
  return (
    <div class={`notice ${tone}`} role="status">
      {trying ? (
        <span class="spinner" />
      ) : (
        <Drawing d={link === "offline" ? OFFLINE : ALERT} size={18} />
      )}
      <div class="notice-text">{say(`chat.${state}`)}</div>
      {fallbackContact && (desperate || link === "refused") ? (
        <a class="notice-action" href={fallbackContact} target="_blank" rel="noreferrer">
          {say("chat.fallback")}
        </a>
      ) : null}
    </div>
  );
}

/** Whether `running` has been true for so many seconds without a break. */
function useElapsed(running: boolean, seconds: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    setOver(false);
    if (!running) return;
    const timer = setTimeout(() => setOver(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [running, seconds]);
  return over && running;
}
