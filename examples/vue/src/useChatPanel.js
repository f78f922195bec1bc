import { toValue, watchEffect } from "vue";

/**
 * The operator's panel for one of your organizations, for as long as the component that calls this is there, with a
 * token that is always fresh. `server` is where ChatHub is; `organization`, which may be a ref or a getter, is what
 * your token route calls the organization.
 */
export function useChatPanel(server, organization, onSignedOut) {
  watchEffect((onCleanup) => {
    const end = new AbortController();
    const script = document.createElement("script");
    script.type = "module";
    script.id = "operator-chat-panel-script";
    script.src = `${server}/operator-chat-panel/widget-script.js`;
    document.body.append(script);

    const source = `/api/chathub/token?org=${encodeURIComponent(toValue(organization))}`;
    const options = { source, signal: end.signal, onSignedOut };
    import(/* @vite-ignore */ `${server}/operator-chat-panel/token.js`).then(({ keepToken }) =>
      keepToken(script, options),
    );

    onCleanup(() => {
      end.abort();
      script.remove();
    });
  });
}
