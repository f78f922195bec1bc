/** One step of the first run: how far it is, what it is about, and what to do. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Entrance } from "../entrance/Entrance";
import { words } from "./words";

const STEPS = 5;

interface StepProps {
  number: number;
  title: string;
  lead?: ComponentChildren;
  children: ComponentChildren;
  wide?: boolean;
}

export function Step(props: StepProps) {
  useEffect(() => {
    // Each step begins at its first field, or else at its title.
    scrollTo(0, 0);
    const start =
      document.querySelector<HTMLElement>("main input.input:not([readonly])") ??
      document.querySelector<HTMLElement>("main h1");
    start?.focus({ preventScroll: true });
  }, [props.number]);
  return (
    <Entrance
      title={props.title}
      lead={props.lead}
      wide={props.wide ?? false}
      above={
        <div class="steps">
          <p>{words.say("step", { number: props.number, of: STEPS })}</p>
          <div class="steps-bar" aria-hidden="true">
            {Array.from({ length: STEPS }, (_, index) => (
              // They are all alike.
              <i key={index} class={index < props.number ? "done" : ""} />
            ))}
          </div>
        </div>
      }
    >
      {props.children}
    </Entrance>
  );
}
