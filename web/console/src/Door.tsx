/** The way in: by password, or by an invitation. */
import { place } from "./address";
import { codeFor, PLACES } from "./code";
import { Join } from "./entrance/Join";
import { SignIn } from "./entrance/SignIn";

export function Door() {
  const code = codeFor("join");
  return place.value.screen === PLACES.join && code !== null ? <Join code={code} /> : <SignIn />;
}
