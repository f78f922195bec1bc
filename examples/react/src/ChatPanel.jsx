import { useEffect, useEffectEvent } from "react";

/**
 * The operator's panel for one of your organizations. It is on the page for as long as this is, with a token that is
 * always fresh. `server` is where ChatHub is, `organization` what your token route calls the organization.
 */
export function ChatPanel({ server, organization, onSignedOut }) {
  const signedOut = useEffectEvent(onSignedOut);

  useEffect(() => {
    const end = new AbortController();
    const script = document.createElement("script");
    script.type = "module";
    script.id = "operator-chat-panel-script";
    script.src = `${server}/operator-chat-panel/widget-script.js`;
    document.body.append(script);

    const source = `/api/chathub/token?org=${encodeURIComponent(organization)}`;
    const options = { source, signal: end.signal, onSignedOut: () => signedOut() };
    import(/* @vite-ignore */ `${server}/operator-chat-panel/token.js`).then(({ keepToken }) =>
      keepToken(script, options),
    );

    return () => {
      end.abort();
      script.remove();
    };
  }, [server, organization]);

  return null;
}
