/** An area that takes dropped files. Text and links dropped here go where the browser puts them. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLanguage } from "../words";
import { filesOf } from "./Composer";

interface DropZoneProps {
  add: ((files: readonly File[]) => void) | null;
  class?: string;
  children: ComponentChildren;
}

export function DropZone(props: DropZoneProps) {
  const { say } = useLanguage();
  const [over, setOver] = useState(false);
  const add = props.add;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the attach button does the same.
    <div
      class={props.class}
      onDragOver={(event) => {
        if (add === null || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const files = filesOf(event.dataTransfer);
        if (add === null || files.length === 0) return;
        event.preventDefault();
        add(files);
      }}
    >
      {props.children}
      {over ? <div class="drop-hint">{say("ui.drop")}</div> : null}
    </div>
  );
}
