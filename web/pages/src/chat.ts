/** The page of a channel's chat: its language, and the words where there is no chat. */
import type { PageKey } from "./locales/en";
import { pageTexts, takeBrowsersLanguage } from "./page";

takeBrowsersLanguage();

const texts = document.querySelectorAll<HTMLElement>("[data-text]");
void pageTexts().then((speech) => {
  for (const element of speech ? texts : []) {
    element.textContent = speech?.say(element.dataset["text"] as PageKey) ?? "";
  }
});
