/** What is fetched when it is first wanted: settings, help and details, with their texts and styles. */

import LATER_STYLES from "./later.css?inline";

export { Details } from "./Details";
export { Help } from "./Help";
export { Settings } from "./Settings";
export { loadWords } from "./words";
export { LATER_STYLES };
