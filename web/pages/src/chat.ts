/** The page of a channel's chat: its language, and the words where there is no chat. */

import { takeOver } from "./handover";
import type { PageKey } from "./locales/en";
import { pageTexts, takeBrowsersLanguage } from "./page";

takeBrowsersLanguage();

const script = document.querySelector<HTMLScriptElement>("#chat-widget-script");
const { opener, location } = window;
if (script && opener && new URLSearchParams(location.search).has("popout")) {
  void takeOver(script, opener);
}

const texts = document.querySelectorAll<HTMLElement>("[data-text]");
void pageTexts().then((speech) => {
  for (const element of speech ? texts : []) {
    element.textContent = speech?.say(element.dataset["text"] as PageKey) ?? "";
  }
});
