/** The script that a company's website carries: customers write to the company from its launcher. */
import "../chat-hub-front";
import type * as Types from "../../types/chat-widget";
import { loadChunk } from "../chunk";
import type { Definition } from "../definition";
import { fallbackLink } from "../first-frame";
import { register } from "../registry";
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
  // The launcher itself is the first thing to see: before the settings nobody knows whether there is one.
  loading() {},
  unreachable(shell) {
    const attributes = shell.attributes();
    const link = fallbackLink(attributes);
    if (!link || attributes.launcher === "hidden") return;
    shell.style(STYLE);
    link.className = attributes.position ?? "";
    // What is no number is dropped by the browser, and the default stays.
    link.style.margin = `${attributes["offset-y"] ?? 20}px ${attributes["offset-x"] ?? 20}px`;
    shell.root.replaceChildren(link);
  },
};

const registry = register(definition);
export const { mount, unmount, refresh } = registry;
export const loadChatWidget: typeof Types.loadChatWidget = async (options) =>
  (await import("../chat-hub")).loadChat(definition, registry, options);
