/** The element on the page that carries one panel, out of reach of the page's styles. */

// Important rules of a shadow tree win over every rule of the page, `* { all: unset !important }` too.
const SHIELD = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  width: 0 !important;
  height: 0 !important;
  overflow: visible !important;
  z-index: 2147483647 !important;
}
:host([data-inline]) {
  position: static !important;
  width: auto !important;
  height: 100% !important;
  z-index: auto !important;
}
:host([hidden]) {
  visibility: hidden !important;
  opacity: 0 !important;
}
`;

export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
}

/** Makes a host for a panel's id; it is on the page once `place` has put it there. */
export function createHost(page: Document, id: string): Host {
  const element = page.createElement("div");
  element.setAttribute("data-chathub", id);
  const root = element.attachShadow({ mode: "open" });
  addStyle(root, SHIELD);
  return { element, root };
}

/** Adopts a style sheet: unlike a style element, no content security policy forbids it. */
export function addStyle(root: ShadowRoot, css: string): void {
  if ("adoptedStyleSheets" in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets.push(sheet);
  } else {
    const style = (root as ShadowRoot).ownerDocument.createElement("style");
    style.textContent = css;
    (root as ShadowRoot).append(style);
  }
}

/**
 * Puts the host into `parent`, or with null onto the root element, where no swap of the body reaches it,
 * and into the top layer, where neither z-index nor a transformed page does.
 */
export function place({ element }: Host, parent: Element | null): void {
  const target = parent ?? element.ownerDocument.documentElement;
  if (element.parentNode === target) return;
  element.toggleAttribute("data-inline", parent !== null);
  if (parent) element.removeAttribute("popover");
  else element.setAttribute("popover", "manual");
  target.append(element);
  if (!parent) element.showPopover?.();
}

/** Hides at once or shows again, keeping scroll positions, which `display: none` would lose. */
export function setHidden({ element }: Host, hidden: boolean): void {
  element.hidden = hidden;
  element.inert = hidden;
}
