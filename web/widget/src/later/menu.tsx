/** What else can be done with a conversation: its sound, and a copy on paper. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Room } from "../room";
import { Box } from "./Box";
import STYLES from "./menu.css?inline";
import { printTranscript } from "./print";

export function show(room: Room) {
  room.style(STYLES);
  return (
    <Box room={room}>
      <Menu {...room} />
    </Box>
  );
}

function Menu({ session, close, language, organization }: Room) {
  const { say } = language;
  const { kept, client } = session;
  const messages = client.state.value?.messages ?? [];
  const [muted, setMuted] = useState(kept.read().muted === true);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);

  function mute() {
    kept.change({ muted: !muted });
    setMuted(!muted);
  }

  return (
    <ul class="menu">
      <li>
        <button type="button" aria-pressed={!muted} onClick={mute} ref={first}>
          {say("chat.sound")}
        </button>
      </li>
      {messages.length > 0 ? (
        <li>
          <button
            type="button"
            onClick={() => {
              close();
              printTranscript(messages, organization, language);
            }}
          >
            {say("chat.print")}
          </button>
        </li>
      ) : null}
    </ul>
  );
}
