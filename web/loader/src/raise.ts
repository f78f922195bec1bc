/** What an embed tells the page: DOM events at its script element, which bubble. */

/** Raises the event `chathub:NAME` at the element that stands for the embed now. */
export function raise({ script }: { script: Element }, name: string, detail: object = {}): void {
  script.dispatchEvent(new CustomEvent(`chathub:${name}`, { bubbles: true, detail }));
}
