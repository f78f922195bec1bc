/** The console's start: its language and looks, then whoever is signed in. */
import CONTROL_STYLES from "@chathub/ui/controls.css?inline";
import { chooseLocale, RIGHT_TO_LEFT } from "@chathub/ui/language";
import { render } from "preact";
import { watchAddress } from "./address";
import { Console } from "./Console";
import { takeCode } from "./code";
import STYLES from "./console.css?inline";
import { problems } from "./problem-words";
import { shell } from "./shell-words";
import { adopt, dress } from "./theme";
import { chosenLanguage, LANGUAGES } from "./words";

async function start(): Promise<void> {
  dress();
  adopt(CONTROL_STYLES);
  adopt(STYLES);
  const wishes = [chosenLanguage(), ...navigator.languages];
  const { locale } = chooseLocale(wishes, Object.keys(LANGUAGES));
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr";
  takeCode();
  watchAddress();
  await Promise.all([shell.load(), problems.load()]);
  const root = document.querySelector("#console");
  if (root) render(<Console />, root);
}

void start();
