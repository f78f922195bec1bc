/** What lies over every screen: questions, and what was just done. */
import { Button, Icon } from "@chathub/ui";
import { PasswordAgain } from "./PasswordAgain";
import { Dialog } from "./parts/Dialog";
import { leaving } from "./parts/leaving";
import { told } from "./parts/told";
import { passwordAsked } from "./session";
import { shell } from "./shell-words";

export function Over() {
  return (
    <>
      {leaving.value ? <Leaving answer={leaving.value} /> : null}
      {passwordAsked.value ? <PasswordAgain /> : null}
      <div class="told" role="status">
        {told.value ? (
          <p>
            <Icon name="check" size={18} />
            {told.value}
          </p>
        ) : null}
      </div>
    </>
  );
}

function Leaving({ answer }: { answer(leave: boolean): void }) {
  return (
    <Dialog title={shell.say("leave.title")} close={() => answer(false)}>
      <p class="prose">{shell.say("leave.text")}</p>
      <div class="form-foot">
        <Button look="primary" onClick={() => answer(false)}>
          {shell.say("leave.stay")}
        </Button>
        <Button onClick={() => answer(true)}>{shell.say("leave.deed")}</Button>
      </div>
    </Dialog>
  );
}
