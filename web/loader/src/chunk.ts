/** Loading the user interface from beside the script. */
import type { UiModule } from "./ui";

/**
 * Loads `path`, relative to the script at `base`, under another address for each attempt: Firefox never asks
 * again for a module's address that failed once in a document. The folder's name is what is spelt anew
 * (`%61ssets` is `assets` to every server), so that the chunk's own imports, which are relative to it, are too.
 */
export async function loadChunk(base: string, path: string, attempt: number): Promise<UiModule> {
  // Firefox counts what is imported before a page's load event among what the event waits for.
  if (document.readyState !== "complete") {
    await new Promise((resolve) => {
      addEventListener("load", resolve);
      // A page that takes long to load has its panel before that.
      setTimeout(resolve, 2000);
    });
  }
  const spell = (letter: string, index: number) =>
    (attempt >> index) & 1 ? `%${letter.charCodeAt(0).toString(16)}` : letter;
  const respelt = path.replace("assets", (folder) => [...folder].map(spell).join(""));
  return import(/* @vite-ignore */ new URL(respelt, base).href);
}
