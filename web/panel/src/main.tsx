/** The operator panel's user interface, mounted by the registry into the place it made. */
import type { Instance, Shell } from "@chathub/loader";
import { render } from "preact";

const STYLE = `
.panel {
  position: fixed;
  inset-block-end: 0;
  inset-inline-end: calc(16px + var(--chathub-slot, 0) * 288px);
  box-sizing: border-box;
  width: 272px;
  padding: 12px 16px;
  border-radius: 12px 12px 0 0;
  background: #1f2937;
  color: #f9fafb;
  font: 500 14px/20px system-ui, sans-serif;
}
`;

export function mount(shell: Shell): Instance {
  shell.style(STYLE);
  const draw = () => render(<Panel waiting={shell.attributes().token === null} />, shell.root);
  draw();
  return {
    update: draw,
    park: () => {},
    revive: draw,
    sleep: () => {},
    wake: draw,
    destroy: () => render(null, shell.root),
  };
}

function Panel({ waiting }: { waiting: boolean }) {
  return (
    <section class="panel" aria-label="Chat" aria-busy="true">
      <div role="status">{waiting ? "Chat: waiting for a sign-in" : "Chat: connecting…"}</div>
    </section>
  );
}
