import { Component, effect, input, output } from "@angular/core";

/**
 * The operator's panel for one of your organizations. It is on the page for as long as this is, with a token that is
 * always fresh. `server` is where ChatHub is, `organization` what your token route calls the organization.
 */
@Component({ selector: "app-chat-panel", template: "" })
export class ChatPanel {
  readonly server = input.required<string>();
  readonly organization = input.required<string>();
  readonly signedOut = output<void>();

  constructor() {
    effect((onCleanup) => {
      const server = this.server();
      const end = new AbortController();
      const script = document.createElement("script");
      script.type = "module";
      script.id = "operator-chat-panel-script";
      script.src = `${server}/operator-chat-panel/widget-script.js`;
      document.body.append(script);

      const source = `/api/chathub/token?org=${encodeURIComponent(this.organization())}`;
      const options = { source, signal: end.signal, onSignedOut: () => this.signedOut.emit() };
      import(/* @vite-ignore */ `${server}/operator-chat-panel/token.js`).then(({ keepToken }) =>
        keepToken(script, options),
      );

      onCleanup(() => {
        end.abort();
        script.remove();
      });
    });
  }
}
