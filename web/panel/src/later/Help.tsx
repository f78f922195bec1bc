/** The keyboard shortcuts, as they are on this machine. */

import { KEYS, MODIFIER } from "../keys";
import { Sheet } from "./Sheet";
import type { LaterLanguage } from "./words";

export function Help({ words, close }: { words: LaterLanguage; close(): void }) {
  const { say } = words;
  return (
    <Sheet title={say("keyboard.title")} closing={say("close")} close={close}>
      <dl class="later-keys">
        {Object.entries(KEYS).map(([code, deed]) => (
          <div key={deed}>
            <dt>{say(`key.${deed}`)}</dt>
            <dd>
              {MODIFIER.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
              <kbd>{code.replace("Key", "").replace("Slash", "/")}</kbd>
            </dd>
          </div>
        ))}
        <div>
          <dt>{say("key.close")}</dt>
          <dd>
            <kbd>Esc</kbd>
          </dd>
        </div>
      </dl>
    </Sheet>
  );
}
