/** The element of the page that the chat is to be drawn in. */
export function findTarget(selector: string, id: string): Element | null {
  let found: Element | null = null;
  try {
    found = document.querySelector(selector);
  } catch {
    // Not even a selector: the page's owner is told below.
  }
  if (!found) console.warn(`Chat: #${id} finds no "${selector}" on the page.`);
  return found;
}
