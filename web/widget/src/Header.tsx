/** Whom the customer talks to, and whether anybody is there. */
import type { OwnConversation } from "@chathub/protocol";
import { Drawing } from "@chathub/ui/drawing";
import { initialsOf } from "@chathub/ui/initials";
import { CHAT, CLOSE } from "@chathub/ui/paths";
import { useLanguage } from "@chathub/ui/words";
import { useState } from "preact/hooks";
import type { Availability } from "./availability";
import type { ChatKey } from "./locales/en";
import type { Session } from "./session";

const MORE = "M10 4.5v.1M10 10v.1M10 15.5v.1";

export interface HeaderProps {
  session: Session;
  organization: string;
  conversation: OwnConversation | null;
  availability: Availability;
  menu(): void;
  close(): void;
}

export function Header({ session, organization, conversation, ...props }: HeaderProps) {
  const { say } = useLanguage<ChatKey>();
  const [broken, setBroken] = useState("");
  const { online, away, state } = props.availability;
  const operator = conversation?.operator ?? null;
  const face = conversation?.operatorFace ?? "";
  return (
    <div class="head">
      {face && face !== broken ? (
        <img
          class="initials"
          src={session.apiOrigin + face}
          alt=""
          // Replaced by another one meanwhile.
          onError={() => setBroken(face)}
        />
      ) : (
        <span class="initials" aria-hidden="true">
          {initialsOf(operator ?? organization) || <Drawing d={CHAT} />}
        </span>
      )}
      <div class="who">
        <h2>
          <bdi>{organization || say("chat.plain")}</bdi>
        </h2>
        <div class="state" role="status">
          {state ? <span class={online ? "light on" : "light"} aria-hidden="true" /> : null}
          <span dir="auto">{away || !operator ? state : operator}</span>
        </div>
      </div>
      <button type="button" class="more" aria-label={say("chat.more")} onClick={props.menu}>
        <Drawing d={MORE} size={22} />
      </button>
      <button type="button" class="shut" aria-label={say("chat.close")} onClick={props.close}>
        <Drawing d={CLOSE} size={22} />
      </button>
    </div>
  );
}
