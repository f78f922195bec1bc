/** The panel's own page: a link's code becomes a session, and that keeps the panel supplied with tokens. */
import type { PanelToken } from "@chathub/protocol";
import type { PageKey } from "./locales/en";
import { pageTexts, takeBrowsersLanguage } from "./page";
import { Session } from "./session";

takeBrowsersLanguage();

function part(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

const script = part("#operator-chat-panel-script");
const [header, panel, words] = [part("header"), part("#panel"), part("main.words")];
const texts = pageTexts();

function show(element: HTMLElement | null): void {
  for (const each of [panel, words]) each.hidden = each !== element;
  header.hidden = element !== panel;
}

/** Says what is wrong and what to do, in place of the panel. */
async function tell(trouble: PageKey, advice: PageKey): Promise<void> {
  const speech = await texts;
  if (speech) {
    part("#trouble").textContent = speech.say(trouble);
    part("#advice").textContent = speech.say(advice);
  }
  show(words);
}

async function work({ token, operator, organization }: PanelToken): Promise<void> {
  script.setAttribute("token", token);
  show(panel);
  document.title = organization.name;
  part("#who").textContent = `${operator.name}, ${organization.name}`;
  const speech = await texts;
  if (speech) part("#sign-out").textContent = speech.say("signOut");
}

const session = new Session({
  work,
  unreachable: () => tell("unreachable", "unreachableHint"),
  // The panel of whoever has left must not stay, hidden or not.
  ended: (reason) => {
    script.remove();
    return reason === "used" ? tell("linkUsed", "askForLink") : tell("signedOut", "askForLink");
  },
});

// The code must not stay where somebody who looks over a shoulder, or a copied address, could take it.
const code = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname);
// A link that is opened in the tab of an open panel changes nothing but the hash.
addEventListener("hashchange", () => location.reload());
addEventListener("error", (event) => session.doubted(event.message));
part("#sign-out").addEventListener("click", () => session.signOut());
void session.begin(code);
