/** Drawing a first frame in plain DOM: a dozen lines of it must do without a framework. */
import type { Attributes } from "./ui";

/** Makes an element with attributes and children; text is never read as markup. */
export function draw(
  name: string,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The way out that the page names for when there is no chat: a link, if it is of a kind we may show. */
export function fallbackLink(attributes: Attributes): HTMLElement | undefined {
  const address = attributes["fallback-contact"]?.trim();
  if (!address || !/^(mailto|tel|https):/i.test(address)) return undefined;
  const link = document.createElement("a");
  return Object.assign(link, {
    href: address,
    target: "_blank",
    rel: "noreferrer",
    textContent: "Contact us",
  });
}
