/** What the site's owner reads in the browser's console. Fetched only when there is something to complain about. */
import { raise } from "@chathub/loader/raise";
import type { Place } from "../visit";

export type Complaint = "unknown" | "refused";

/** Says why there is no chat on this page, and what to do about it: on the console, and to the page. */
export function complain(about: Complaint, guid: string, { widget, apiOrigin }: Place): Error {
  const message = about === "refused" ? refused() : unknown(guid, apiOrigin);
  console.error(`Chat: ${message}`);
  const script = document.getElementById(widget);
  if (script) raise({ script }, "error", { code: about, message });
  return new Error(message);
}

function refused(): string {
  return (
    `the origin ${window.origin} is not on the organization's list of allowed origins, so the chat ` +
    `cannot be used on this page. Add exactly this origin to the organization's origins on the ChatHub server.`
  );
}

function unknown(guid: string, apiOrigin: string): string {
  return guid
    ? `there is no channel with the guid "${guid}" on ${apiOrigin}. Take the guid from the channel's settings.`
    : `the chat-widget-script element has no "guid" attribute, so it is not known whose chat to show.`;
}
