/** The console around its screens, for whoever is signed in. */
import { Button, Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useRef, useState } from "preact/hooks";
import { follow, place } from "./address";
import { Navigation } from "./Navigation";
import { PasswordAgain } from "./PasswordAgain";
import { Dialog } from "./parts/Dialog";
import { MENU } from "./parts/drawings";
import { leaving } from "./parts/leaving";
import { told } from "./parts/told";
import { Stage } from "./Stage";
import { passwordAsked } from "./session";
import { shell } from "./shell-words";

export function Shell() {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the links in it are pressed; Enter clicks them.
    <div class="console" onClick={follow}>
      <a class="skip" href="#content">
        {shell.say("nav.skip")}
      </a>
      <TopBar />
      <div class="side">
        <Navigation />
      </div>
      <main id="content" tabIndex={-1}>
        <Stage />
      </main>
      {leaving.value ? <Leaving answer={leaving.value} /> : null}
      {passwordAsked.value ? <PasswordAgain /> : null}
      <div class="told" role="status">
        {told.value ? (
          <p>
            <Icon name="check" size={18} />
            {told.value}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** Where the screen is narrow, the navigation is behind a button. */
function TopBar() {
  const [open, setOpen] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { organization, screen } = place.value;
  const here = `${organization} ${screen}`;
  // It closes by going somewhere.
  const isOpen = open === here;
  return (
    <header class="top">
      <span class="brand">
        <Mark />
        ChatHub
      </span>
      <button
        ref={button}
        type="button"
        class="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(here)}
      >
        <Drawing d={MENU} size={18} />
        {shell.say("nav.menu")}
      </button>
      {isOpen ? (
        <Dialog title={shell.say("nav.menu")} close={() => setOpen(null)}>
          <Navigation again={() => setOpen(null)} />
        </Dialog>
      ) : null}
    </header>
  );
}

export function Mark() {
  return (
    <span class="mark">
      <Icon name="chat" size={18} />
    </span>
  );
}

function Leaving({ answer }: { answer(leave: boolean): void }) {
  return (
    <Dialog title={shell.say("leave.title")} close={() => answer(false)}>
      <p class="prose">{shell.say("leave.text")}</p>
      <div class="form-foot">
        <Button look="primary" onClick={() => answer(false)}>
          {shell.say("leave.stay")}
        </Button>
        <Button onClick={() => answer(true)}>{shell.say("leave.deed")}</Button>
      </div>
    </Dialog>
  );
}
