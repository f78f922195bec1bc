/** A chat that a page has opened in a window of its own: whose it is the page says, and the server whether it may. */

interface Person {
  readonly token: string | null;
  readonly userJwt: string | null;
}

const PATIENCE_MS = 12_000;

/**
 * Takes over the person of the page that opened this window. What is kept, is kept for this window alone, so that it
 * neither shows nor overwrites what this browser has written on the channel's own page.
 */
export async function takeOver(script: HTMLScriptElement, opener: Window): Promise<void> {
  // Until it is known whose chat it is, there is none.
  script.remove();
  try {
    Object.defineProperty(window, "localStorage", { value: sessionStorage });
    await keep(script, ...(await ask(opener)));
  } catch {
    // The page is gone, has no right to this channel, or the server is away: it is a chat like any other.
  }
  document.head.append(script);
}

/** Whom the opener names, and the origin of its page; rejects where it says nothing in time. */
function ask(opener: Window): Promise<[Person, string]> {
  const heard = new Promise<[Person, string]>((resolve, reject) => {
    addEventListener("message", ({ source, origin, data }) => {
      if (source === opener && data?.type === "chathub:person") resolve([data, origin]);
    });
    setTimeout(reject, PATIENCE_MS);
  });
  // To whoever it is: that a window is there is no secret.
  opener.postMessage("chathub:whose", "*");
  return heard;
}

async function keep(script: HTMLScriptElement, { token, userJwt }: Person, page: string) {
  const guid = script.getAttribute("guid") ?? "";
  const answer = await fetch(`/api/widget/${guid}/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, userJwt, page }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) return;
  const given = await answer.json();
  if (given.identity === "verified") script.setAttribute("userJWT", `${userJwt}`);
  // As the chat itself keeps what an anonymous customer began, which goes on once it is known who that is.
  sessionStorage.setItem(`chathub.${guid}`, JSON.stringify({ token: given.token }));
}
