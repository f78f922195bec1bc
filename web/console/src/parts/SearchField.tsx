/** A field that narrows what a list shows, as one types. */
import { Icon } from "@chathub/ui";

interface SearchFieldProps {
  label: string;
  value: string;
  change(value: string): void;
}

export function SearchField({ label, value, change }: SearchFieldProps) {
  return (
    <div class="search">
      <Icon name="search" size={18} />
      <input
        class="input"
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellcheck={false}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}
