/** The script that a company's own page carries: operators answer customers in its panel. */
import type { Definition } from "../definition";
import { chunk, draw, fallbackLink } from "../first-frame";
import { register } from "../registry";
import type { Shell, UiModule } from "../ui";

const STYLE = `
.frame {
  position: fixed;
  inset-block-end: 0;
  inset-inline-end: calc(16px + var(--chathub-slot, 0) * 288px);
  box-sizing: border-box;
  width: 272px;
  max-width: calc(100vw - 32px);
  height: 44px;
  padding-inline: 16px;
  display: flex;
  align-items: center;
  gap: 10px;
  border-radius: 12px 12px 0 0;
  background: #1f2937;
  color: #f9fafb;
  font: 500 14px/20px system-ui, sans-serif;
  box-shadow: 0 4px 24px rgb(0 0 0 / 0.24);
}
.frame a { color: inherit; }
.mark {
  width: 14px;
  height: 14px;
  box-sizing: border-box;
  border: 2px solid currentColor;
  border-inline-start-color: transparent;
  border-radius: 50%;
  animation: turn 1s linear infinite;
}
.start { inset-inline: calc(16px + var(--chathub-slot, 0) * 288px) auto; }
.inline { position: static; width: auto; max-width: none; border-radius: 12px; }
.side { inset-block: 0; height: auto; border-radius: 0; justify-content: center; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .mark { animation: none; } }
`;

const definition: Definition = {
  prefix: "operator-chat-panel-script",
  attributes: [
    "token",
    "api-url",
    "layout",
    "target",
    "position",
    "locale",
    "theme",
    "fallback-contact",
    "fallback-after",
    "title-badge",
  ],
  tokenAttribute: "token",
  origin: new URL(import.meta.url).origin,
  load: chunk<UiModule>(import.meta.url, __UI_CHUNK__),
  loading(shell) {
    shell.style(STYLE);
    const status = draw("div", { role: "status" }, "Chat: connecting…");
    shell.root.append(frame(shell, "true", draw("div", { class: "mark" }), status));
  },
  unreachable(shell) {
    const status = draw("div", { role: "status" }, "Chat cannot be reached");
    const link = fallbackLink(shell.attributes(), "Contact us");
    shell.root.replaceChildren(frame(shell, "false", status, ...(link ? [link] : [])));
  },
};

function frame(shell: Shell, busy: string, ...children: HTMLElement[]): HTMLElement {
  const { layout, position } = shell.attributes();
  const names = ["frame", layout, position].filter((name) => name);
  return draw(
    "section",
    { class: names.join(" "), "aria-label": "Chat", "aria-busy": busy },
    ...children,
  );
}

export const { mount, unmount, refresh } = register(definition);
