/** The product's sign. */
import { Icon } from "@chathub/ui";

export function Mark() {
  return (
    <span class="mark">
      <Icon name="chat" size={18} />
    </span>
  );
}
