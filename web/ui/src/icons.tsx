/** Icons: line drawings of 20 x 20, in the colour of the text around them, silent for screen readers. */

import { Drawing } from "./drawing";
import * as paths from "./paths";
import * as filePaths from "./thread/paths";

const PATHS = {
  attach: paths.ATTACH,
  send: paths.SEND,
  close: paths.CLOSE,
  down: paths.DOWN,
  check: paths.CHECK,
  checks: paths.CHECKS,
  clock: paths.CLOCK,
  alert: paths.ALERT,
  file: filePaths.FILE,
  image: filePaths.IMAGE,
  download: filePaths.DOWNLOAD,
  chat: paths.CHAT,
  person:
    "M10 9.8a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.8 16.6c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6",
  retry: "M15.8 8.2A6.2 6.2 0 1 0 16 11.5M16.4 4.2v4.2h-4.2",
  offline: paths.OFFLINE,
  note: "M4.2 3.5h11.6v8.6l-4.4 4.4H4.2zM11.4 16.3v-4.2h4.2M7 7h6M7 10h3",
  up: "m5 12 5-5 5 5",
  back: "m12 5-5 5 5 5",
  search: "M8.8 14.2a5.4 5.4 0 1 0 0-10.8 5.4 5.4 0 0 0 0 10.8ZM13 13l3.7 3.7",
  mail: "M3.6 4.8h12.8a.8.8 0 0 1 .8.8v8.8a.8.8 0 0 1-.8.8H3.6a.8.8 0 0 1-.8-.8V5.6a.8.8 0 0 1 .8-.8ZM3 5.4l7 5.4 7-5.4",
  phone:
    "M6.6 3.4 8.3 7 6.7 8.5c.9 2 2.7 3.9 4.8 4.8l1.5-1.6 3.6 1.7-.5 2.4c-.2.7-.8 1.1-1.5 1C8.9 16.4 3.6 11.1 3.2 5.4c0-.7.4-1.3 1-1.5z",
  widen: "M11.5 3.5h5v5M16.2 3.8l-5 5M8.5 16.5h-5v-5M3.8 16.2l5-5",
  narrow: "M16 8.5h-4.5v-4.5M11.8 8.2l5-5M4 11.5h4.5v4.5M8.2 11.8l-5 5",
  more: "M4.6 10v.1M10 10v.1M15.4 10v.1",
  block: "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM5.2 5.2l9.6 9.6",
  settings:
    "M3 6h7M14 6h3M3 14h3M10 14h7M12 8.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 16.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  bell: "M10 3a4.6 4.6 0 0 0-4.6 4.6c0 4-1.6 5.4-1.6 5.4h12.4s-1.6-1.4-1.6-5.4A4.6 4.6 0 0 0 10 3ZM8.6 16a1.6 1.6 0 0 0 2.8 0",
  muted:
    "M3 3l14 14M6 5.3A4.6 4.6 0 0 1 14.6 7.6c0 1.6.3 2.8.6 3.7M5.4 8c0 3.8-1.6 5-1.6 5h9M8.6 16a1.6 1.6 0 0 0 2.8 0",
  info: "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM10 9.2v4.3M10 6.5v.1",
  star: "m10 3.2 2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7-3.4-3.3 4.7-.7z",
  verified:
    "m7 10.2 2.2 2.2 4-4.6M10 2.8l2 1.5 2.5-.1.7 2.4 2 1.5-.9 2.3.9 2.3-2 1.5-.7 2.4-2.5-.1-2 1.5-2-1.5-2.5.1-.7-2.4-2-1.5.9-2.3-.9-2.3 2-1.5.7-2.4 2.5.1z",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon by its name; the control around it carries a name for people. */
export function Icon({ name, ...rest }: { name: IconName; size?: number; flip?: boolean }) {
  return <Drawing d={PATHS[name]} {...rest} />;
}
