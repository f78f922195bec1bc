/** The script that a company's website carries: customers write to the company from its launcher. */
import { loadChunk } from "../chunk";
import type { Definition } from "../definition";
import { draw, fallbackLink } from "../first-frame";
import { register } from "../registry";
import type { Shell } from "../ui";
import STYLE from "./customer-widget.css?inline";

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
  load: (attempt) => loadChunk(import.meta.url, __UI_CHUNK__, attempt),
  loading(shell) {
    shell.style(STYLE);
    const label = "Chat: connecting…";
    drawLauncher(shell, draw("div", { role: "status", "aria-label": label }));
  },
  unreachable(shell) {
    const link = fallbackLink(shell.attributes());
    if (link) drawLauncher(shell, link);
  },
};

function drawLauncher(shell: Shell, element: HTMLElement): void {
  const attributes = shell.attributes();
  if (attributes.launcher === "hidden") return;
  element.className = `launcher ${attributes.position}`;
  // An unknown colour is dropped by the browser, and the default stays.
  element.style.background = attributes["main-color"] ?? "";
  shell.root.replaceChildren(element);
}

export const { mount, unmount, refresh } = register(definition);
