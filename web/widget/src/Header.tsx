/** Whom the customer talks to, and whether anybody is there. */
import { Drawing } from "@chathub/ui/drawing";
import { initialsOf } from "@chathub/ui/initials";
import { CHAT, CLOSE } from "@chathub/ui/paths";
import { useLanguage } from "@chathub/ui/words";
import type { ChatKey } from "./locales/en";

export interface HeaderProps {
  organization: string;
  /** Who answers, once somebody does. */
  operator: string | null;
  /** Undefined while it is not known. */
  online: boolean | undefined;
  close(): void;
}

export function Header({ organization, operator, online, close }: HeaderProps) {
  const { say } = useLanguage<ChatKey>();
  const state = online === undefined ? "" : say(online ? "chat.online" : "chat.away");
  return (
    <header class="head">
      <span class="initials" aria-hidden="true">
        {initialsOf(organization) || <Drawing d={CHAT} />}
      </span>
      <div class="who">
        <h2>
          <bdi>{organization || say("chat.plain")}</bdi>
        </h2>
        <div class="state" role="status">
          {state === "" ? null : <span class={online ? "light on" : "light"} aria-hidden="true" />}
          <span dir="auto">{operator === null || !online ? state : operator}</span>
        </div>
      </div>
      <button type="button" class="shut" aria-label={say("chat.close")} onClick={close}>
        <Drawing d={CLOSE} size={22} />
      </button>
    </header>
  );
}
