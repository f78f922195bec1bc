/** Whether somebody answers now, in the customer's words. */
import type { Speech } from "./language";
import type { WidgetSettings } from "./settings";

export interface Availability {
  /** Undefined while it is not known. */
  readonly online: boolean | undefined;
  /** Nobody answers now: outside of the opening hours, or with no operator here. */
  readonly away: boolean;
  readonly greeting: string;
  /** For the line below the company's name; empty while nothing is known. */
  readonly state: string;
}

/** `online` is whether an operator is here, where that is known. */
export function availabilityOf(
  settings: WidgetSettings | null,
  online: boolean | undefined,
  { say, locale }: Speech,
): Availability {
  const { open = true, opensAt = null, greeting, awayText } = settings ?? {};
  const away = !open || online === false;
  const back =
    opensAt &&
    new Date(opensAt).toLocaleString(locale, {
      weekday: "long",
      hour: "numeric",
      minute: "2-digit",
    });
  const state = away
    ? back
      ? say("chat.back-at", { time: back })
      : say("chat.away")
    : online
      ? say("chat.online")
      : "";
  return {
    online: online && open,
    away,
    greeting: away ? (awayText ?? say("chat.greeting-away")) : (greeting ?? say("chat.greeting")),
    state,
  };
}
