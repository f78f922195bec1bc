/** Nobody has to finish at once: the home says what is missing. */
import { addressOf, go } from "../address";
import { words } from "./words";

export function Later() {
  return (
    <button type="button" class="button quiet" onClick={() => void go(addressOf({}), "replace")}>
      {words.say("later")}
    </button>
  );
}
