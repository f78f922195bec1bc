/** The element on the page that carries one panel, out of reach of the page's styles. */
import SHIELD from "./host.css?inline";

/** Makes a host for a panel's id; it is on the page once `place` has put it there. */
export function createHost(id: string): ShadowRoot {
  const host = document.createElement("div");
  host.setAttribute("data-chathub", id);
  const root = host.attachShadow({ mode: "open" });
  addStyle(root, SHIELD);
  return root;
}

/** Adopts a style sheet: unlike a style element, no content security policy forbids it. */
export function addStyle(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}

/**
 * Puts the host into `parent`, or with null onto the root element, where no swap of the body reaches it,
 * and into the top layer, where neither z-index nor a transformed page does.
 */
export function placeHost(host: HTMLElement, parent: Element | null): void {
  const target = parent ?? document.documentElement;
  if (host.parentNode === target) return;
  host.toggleAttribute("data-inline", target === parent);
  host.popover = parent ? null : "manual";
  target.append(host);
  if (!parent) host.showPopover();
}

/** Hides at once or shows again, keeping scroll positions, which `display: none` would lose. */
export function hideHost(host: HTMLElement, hidden: boolean): void {
  host.hidden = host.inert = hidden;
}
