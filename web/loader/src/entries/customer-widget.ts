/** The script that a company's website carries: customers write to the company from its launcher. */
import type { Definition } from "../definition";
import { chunk, draw, fallbackLink } from "../first-frame";
import { register } from "../registry";
import type { Shell, UiModule } from "../ui";

const STYLE = `
.launcher {
  position: fixed;
  inset-block-end: 20px;
  inset-inline-end: 20px;
  box-sizing: border-box;
  min-width: 56px;
  height: 56px;
  padding: 16px;
  display: flex;
  align-items: center;
  justify-content: center;
  border-radius: 28px;
  background: #2563eb;
  color: #fff;
  font: 500 14px/24px system-ui, sans-serif;
  text-decoration: none;
  box-shadow: 0 4px 16px rgb(0 0 0 / 0.24);
}
.start { inset-inline: 20px auto; }
.mark { width: 24px; height: 20px; border-radius: 10px 10px 10px 2px; background: currentColor; opacity: 0.6; }
`;

const definition: Definition = {
  prefix: "chat-widget-script",
  attributes: [
    "guid",
    "userjwt",
    "main-color",
    "main-dark-color",
    "icon-color",
    "icon-dark-color",
    "operator-message-color",
    "operator-message-dark-color",
    "operatoe-message-dark-color",
    "operator-message-text-color",
    "operator-message-text-dark-color",
    "api-url",
    "position",
    "offset-x",
    "offset-y",
    "launcher",
    "target",
    "locale",
    "theme",
    "fallback-contact",
    "fallback-after",
  ],
  origin: new URL(import.meta.url).origin,
  load: chunk<UiModule>(import.meta.url, __UI_CHUNK__),
  loading(shell) {
    shell.style(STYLE);
    if (shell.attributes().launcher === "hidden") return;
    const attributes = { role: "status", "aria-label": "Chat: connecting…", "aria-busy": "true" };
    shell.root.append(launcher(shell, draw("div", attributes, draw("div", { class: "mark" }))));
  },
  unreachable(shell) {
    const link = fallbackLink(shell.attributes(), "Contact us");
    if (link) shell.root.replaceChildren(launcher(shell, link));
  },
};

function launcher(shell: Shell, element: HTMLElement): HTMLElement {
  const attributes = shell.attributes();
  element.className = attributes.position === "start" ? "launcher start" : "launcher";
  // An unknown colour is dropped by the browser, and the default stays.
  element.style.background = attributes["main-color"] ?? "";
  element.style.color = attributes["icon-color"] ?? "";
  return element;
}

export const { mount, unmount, refresh } = register(definition);
