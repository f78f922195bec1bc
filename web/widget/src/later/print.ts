/**
 * The conversation on paper. It is drawn into an element of its own beside the page's body, and for as long as
 * the printing lasts a style sheet hides all else. No window is opened, and no policy of the page forbids it.
 */
import type { Message } from "@chathub/protocol";
import { fullTime } from "@chathub/ui/dates";
import type { Language } from "@chathub/ui/language";
import { draw } from "../draw";
import type { ChatKey } from "../locales/en";
import PAPER from "./paper.css?inline";

const HIDE_THE_PAGE =
  "@media print { :root > :not([data-chathub-paper]) { display: none !important } }";

/** Opens the browser's print dialogue, and leaves nothing behind on the page. */
export function printTranscript(
  messages: readonly Message[],
  organization: string,
  language: Language<ChatKey>,
): void {
  const paper = paperOf(messages, organization, language);
  const root = paper.attachShadow({ mode: "open" });
  root.append(...paper.childNodes);
  root.adoptedStyleSheets = [sheetOf(PAPER)];
  const hide = sheetOf(HIDE_THE_PAGE);
  document.documentElement.append(paper);
  document.adoptedStyleSheets.push(hide);
  // Whoever prints waits until this returns; phones return at once and print later.
  window.addEventListener("afterprint", end, { once: true });
  window.print();

  function end() {
    paper.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== hide);
  }
}

/** The transcript, in plain elements. */
export function paperOf(
  messages: readonly Message[],
  organization: string,
  { say, locale, dir }: Language<ChatKey>,
): HTMLElement {
  const lines = messages.map((message) => {
    const { sender, text, attachments, at } = message;
    const own = sender.kind === "customer";
    const author = own ? say("ui.you") : (sender.name ?? organization);
    const files = attachments.map(({ name }) => draw("li", { dir: "auto" }, [name]));
    return draw("li", {}, [
      draw("p", { class: "head" }, [
        draw("b", { dir: "auto" }, [author]),
        " ",
        draw("time", { datetime: new Date(at).toISOString() }, [fullTime(at, locale)]),
      ]),
      draw("p", { class: "text", dir: "auto" }, [text]),
      ...(files.length > 0 ? [draw("ul", {}, files)] : []),
    ]);
  });
  return draw("div", { "data-chathub-paper": "", lang: locale, dir }, [
    draw("h1", { dir: "auto" }, [say("chat.with", { organization })]),
    draw("ol", {}, lines),
  ]);
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
