/** How it stands with the connection, as an operator is told. */

import type { Link } from "@chathub/protocol";

/** What the server has said of the token holds without a network, too. */
const ANSWERED = new Set<Link>(["expired", "invalid", "refused"]);

/** A connection does not notice at once that its network has gone; the browser does. Without one, the token is none. */
export function toldLink(link: Link | undefined, online: boolean): Link {
  if (link === undefined) return "invalid";
  return online || ANSWERED.has(link) ? link : "offline";
}
