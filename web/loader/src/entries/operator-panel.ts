/** The script that a company's own page carries: operators answer customers in its panel. */

import type * as Types from "../../types/operator-chat-panel";
import { loadChunk } from "../chunk";
import type { Definition } from "../definition";
import { draw, fallbackLink } from "../first-frame";
import { register } from "../registry";
import type { Shell } from "../ui";
import STYLE from "./operator-panel.css?inline";

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
  origin: new URL(import.meta.url).origin,
  load: (attempt) => loadChunk(import.meta.url, __UI_CHUNK__, attempt),
  loading(shell) {
    shell.style(STYLE);
    drawFrame(shell, "Chat: connecting…");
    const { layout, target } = shell.attributes();
    if (layout === "inline" && target) shell.place(document.querySelector(target));
  },
  unreachable(shell) {
    drawFrame(shell, "Chat cannot be reached. ", fallbackLink(shell.attributes()));
  },
};

function drawFrame(shell: Shell, text: string, link: Node | string = ""): void {
  const { layout, position } = shell.attributes();
  const status = draw("div", { role: "status" }, text, link);
  shell.root.replaceChildren(
    draw("section", { class: `frame ${layout} ${position}`, "aria-label": "Chat" }, status),
  );
}

const registry = register(definition);
export const { mount, unmount, refresh } = registry;
export const loadOperatorPanel: typeof Types.loadOperatorPanel = async (options) =>
  (await import("../load")).loadPanel(definition, registry, options);
