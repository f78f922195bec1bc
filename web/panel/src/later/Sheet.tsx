/** A sheet over the panel: takes the focus, gives it back, and closes with Escape. */

import { IconButton } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface SheetProps {
  title: string;
  closing: string;
  close(): void;
  children: ComponentChildren;
}

export function Sheet(props: SheetProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const root = box.current?.getRootNode() as ShadowRoot;
    const before = root.activeElement as HTMLElement | null;
    box.current?.querySelector<HTMLElement>("h2")?.focus();
    return () => before?.focus({ preventScroll: true });
  }, []);
  return (
    <div
      class="later-sheet"
      ref={box}
      role="dialog"
      aria-label={props.title}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        props.close();
      }}
    >
      <div class="later-head">
        <h2 tabIndex={-1}>{props.title}</h2>
        <IconButton icon="close" name={props.closing} onClick={props.close} />
      </div>
      <div class="later-body">{props.children}</div>
    </div>
  );
}
