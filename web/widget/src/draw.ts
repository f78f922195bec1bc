/** Elements in plain DOM, for the part of the widget that does without a framework. */

const SVG = "http://www.w3.org/2000/svg";

type Values = Readonly<Record<string, string>>;

export function draw(name: string, attributes: Values, children: (Node | string)[] = []) {
  return dress(document.createElement(name), attributes, children);
}

/** A line drawing of 24 x 24, silent for screen readers. */
export function drawIcon(name: string, path: string): Element {
  const line = dress(document.createElementNS(SVG, "path"), { d: path }, []);
  const attributes = { class: name, viewBox: "0 0 24 24", "aria-hidden": "true" };
  return dress(document.createElementNS(SVG, "svg"), attributes, [line]);
}

function dress<Kind extends Element>(
  element: Kind,
  attributes: Values,
  children: (Node | string)[],
): Kind {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
