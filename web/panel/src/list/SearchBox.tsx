/** The search field above the list. */

import { Icon, useLanguage } from "@chathub/ui";
import { useRef } from "preact/hooks";
import type { PanelKey } from "../locales/en";

export function SearchBox(props: { text: string; find(text: string): void }) {
  const { say } = useLanguage<PanelKey>();
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    props.find("");
    field.current?.focus();
  };
  return (
    <search class="search">
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        maxLength={100}
        aria-label={say("search")}
        placeholder={say("search.hint")}
        value={props.text}
        onInput={(event) => props.find(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || props.text === "") return;
          // The panel would fold up at this key; here it only empties the field.
          event.stopPropagation();
          clear();
        }}
      />
      {props.text === "" ? null : (
        <button
          type="button"
          class="icon-button small"
          aria-label={say("search.clear")}
          onClick={clear}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </search>
  );
}
