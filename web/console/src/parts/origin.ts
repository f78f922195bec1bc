/** Origins as people type them. */

/**
 * The origin that somebody means who types or pastes a page's address: without its path, and with a scheme. What is none
 * at all comes back as it is: the server says what is wrong with it.
 */
export function originOf(typed: string): string {
  const text = typed.trim();
  if (text === "" || text === "null") return text;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeFor(text)}://${text}`;
  // Some browsers write a star in a host as %2A, and it stands for a name here.
  if (whole.includes("*")) return whole.replace(/^([^/]+\/\/[^/?#]*).*$/, "$1").toLowerCase();
  try {
    const { origin, host } = new URL(whole);
    return origin === "null" || host === "" ? text : origin;
  } catch {
    return text;
  }
}

/** A site on this machine, for development, hardly has a certificate. */
function schemeFor(host: string): "http" | "https" {
  return /^(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(host) ? "http" : "https";
}
