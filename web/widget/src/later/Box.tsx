/** The place above the field where a later part stands, until Escape takes it away. */
import type { ComponentChildren } from "preact";
import type { Room } from "../room";
import STYLES from "./box.css?inline";

export function Box({ room, children }: { room: Room; children: ComponentChildren }) {
  room.style(STYLES);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a shortcut; what opened it closes it, too.
    <div
      class="box"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        room.close();
      }}
    >
      {children}
    </div>
  );
}
