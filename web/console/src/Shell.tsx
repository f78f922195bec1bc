/** The console around its screens, for whoever is signed in. */
import { Drawing } from "@chathub/ui/drawing";
import { useRef, useState } from "preact/hooks";
import { follow, place } from "./address";
import { Mark } from "./Mark";
import { Navigation } from "./Navigation";
import { Dialog } from "./parts/Dialog";
import { MENU } from "./parts/drawings";
import { Stage } from "./Stage";
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
