/** The frame of every way in: calm, one thing to do. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Mark } from "../Mark";
import { LanguageChoice } from "../parts/LanguageChoice";

interface EntranceProps {
  title: string;
  lead?: ComponentChildren;
  /** Before the title. */
  above?: ComponentChildren;
  children: ComponentChildren;
  foot?: ComponentChildren;
  wide?: boolean;
}

export function Entrance(props: EntranceProps) {
  useEffect(() => {
    document.title = `${props.title} · ChatHub`;
  }, [props.title]);
  return (
    <main class="entrance">
      <span class="brand large">
        <Mark />
        ChatHub
      </span>
      <div class={props.wide ? "entrance-box wide" : "entrance-box"}>
        {props.above}
        <h1 tabIndex={-1}>{props.title}</h1>
        {props.lead ? <p class="lead">{props.lead}</p> : null}
        {props.children}
      </div>
      {props.foot ? <p class="entrance-foot">{props.foot}</p> : null}
      <div class="entrance-language">
        <LanguageChoice />
      </div>
    </main>
  );
}
