/**
 * A dialog over the page: the browser keeps the focus in it, closes it with Escape, and gives the focus back. What was
 * typed in it is not lost by Escape or the cross without asking.
 */
import { IconButton } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { watched } from "../address";
import { shell } from "../shell-words";
import { askToLeave } from "./leaving";

interface DialogProps {
  title: string;
  /** Absent where only an answer ends it. */
  close?: (() => void) | undefined;
  wide?: boolean;
  children: ComponentChildren;
}

export function Dialog(props: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const title = useId();
  // The page below holds what it held when this came: nobody types there meanwhile.
  const below = useRef(watched());
  const gone = useRef(false);
  const holds = () => watched() > below.current;
  const leave = async () => {
    if (!holds() || (await askToLeave())) props.close?.();
  };
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    const before = document.activeElement;
    dialog.showModal();
    const start = ["[data-first]", ".input:enabled:not([readonly])", ".dialog-title"]
      .map((wanted) => dialog.querySelector<HTMLElement>(wanted))
      .find((found) => found !== null);
    start?.focus();
    return () => {
      gone.current = true;
      dialog.close();
      // What opened it may have gone with it, as a row that was deleted.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={props.wide ? "dialog wide" : "dialog"}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        void leave();
      }}
      onClose={() => {
        // Some browsers close it at a second Escape whatever is said at the first.
        if (gone.current) return;
        if (props.close && !holds()) props.close();
        else box.current?.showModal();
      }}
    >
      <div class="dialog-head">
        <h2 class="dialog-title" id={title} tabIndex={-1}>
          {props.title}
        </h2>
        {props.close ? (
          <IconButton icon="close" name={shell.say("close")} onClick={() => void leave()} />
        ) : null}
      </div>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}
