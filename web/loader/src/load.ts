/** Making an element for a page that would rather call a function, and waiting until it can be used. */

import type { PanelHandle } from "../types/operator-chat-panel";
import type { Definition } from "./definition";
import type { Registry } from "./shared";
import type { Instance, PanelInstance } from "./ui";

/** The element's attributes as a page's code names them: `apiUrl` is `api-url`. */
export interface Options {
  readonly id?: string;
}

/** Puts an element onto the page in place of one with the same id, and gives its user interface once it is there. */
export async function load(
  { prefix, attributes, origin }: Definition,
  { refresh, mounted }: Registry,
  { id = prefix, ...options }: Options,
): Promise<Instance> {
  if (!`${id}`.startsWith(prefix)) throw new TypeError(`The id must begin with ${prefix}`);
  // Without src: to set one is forbidden where Trusted Types are demanded, and nothing needs to run again.
  const element = document.createElement("script");
  element.id = `${id}`;
  element.setAttribute("api-url", origin);
  for (const [name, value] of Object.entries(options)) {
    const attribute = attributes.find((other) => other.replaceAll("-", "") === name.toLowerCase());
    if (attribute && value != null && value !== false) {
      element.setAttribute(attribute, value === true ? "" : `${value}`);
    }
  }
  document.getElementById(`${id}`)?.remove();
  document.head.append(element);
  refresh();
  return mounted(`${id}`) as Promise<Instance>;
}

/** Loads a panel; resolves when it is connected, rejects when its token or its page is refused. */
export async function loadPanel(
  definition: Definition,
  registry: Registry,
  options: Options,
): Promise<PanelHandle> {
  return ((await load(definition, registry, options)) as PanelInstance).handle();
}
