/** Taking apart what was drawn, when it goes for good. */

/**
 * Ends what is drawn in `root`, and takes each element of it away from the others. Firefox never frees an element
 * that moved by CSS when it left the page or was hidden, nor its parents, nor what their listeners know: on its own it
 * holds nothing.
 */
export function takeApart(root: ParentNode, end: () => void): void {
  const elements = root.querySelectorAll("*");
  end();
  for (const element of elements) element.remove();
}
