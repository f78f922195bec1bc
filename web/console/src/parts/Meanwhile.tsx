/** Beside a Save button: somebody else has saved since this was read. Saving again keeps what was typed here. */
import { Button, Icon } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { shell } from "../shell-words";

interface MeanwhileProps {
  /** What is stored now, where that is soon said. */
  children?: ComponentChildren;
  /** Puts what is stored now in place of what was typed. */
  take(): void;
}

export function Meanwhile({ children, take }: MeanwhileProps) {
  return (
    <div class="failure" role="alert">
      <Icon name="alert" />
      <p>
        {shell.say("meanwhile")} {children}
      </p>
      <Button onClick={take}>{shell.say("meanwhile.take")}</Button>
    </div>
  );
}
