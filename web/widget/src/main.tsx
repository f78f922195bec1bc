/** What the widget's script loads at once: the launcher. The chat follows with the first click. */
import type { Instance, Shell } from "@chathub/loader";
import { Widget } from "./widget";

export function mount(shell: Shell): Instance {
  return new Widget(shell);
}
