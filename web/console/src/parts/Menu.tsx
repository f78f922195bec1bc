/** What else can be done with a row, behind one button: opened and walked through as the ARIA practices describe. */
import { Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface MenuItem {
  readonly label: string;
  readonly drawing: string;
  readonly danger?: boolean;
  act(): void;
}

/** `name` says of what these are the deeds. */
export function Menu({ name, items }: { name: string; items: readonly MenuItem[] }) {
  const [open, setOpen] = useState<"first" | "last" | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useOutside(box, open !== null, () => setOpen(null));

  function close() {
    setOpen(null);
    button.current?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its keys are those of the button and the menu in it.
    <div
      class="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open !== null) {
          event.stopPropagation();
          close();
        }
        if (event.key === "Tab") setOpen(null);
      }}
    >
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-haspopup="menu"
        aria-expanded={open !== null}
        aria-label={name}
        title={name}
        onClick={() => setOpen(open === null ? "first" : null)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(event.key === "ArrowDown" ? "first" : "last");
        }}
      >
        <Icon name="more" />
      </button>
      {open === null ? null : (
        <Items
          name={name}
          items={items}
          start={open}
          act={(item) => {
            close();
            item.act();
          }}
        />
      )}
    </div>
  );
}

interface ItemsProps {
  name: string;
  items: readonly MenuItem[];
  start: "first" | "last";
  act(item: MenuItem): void;
}

function Items({ name, items, start, act }: ItemsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [upwards, setUpwards] = useState(false);
  const buttons = () => [...(list.current?.querySelectorAll("button") ?? [])];
  useLayoutEffect(() => {
    const all = buttons();
    (start === "first" ? all[0] : all.at(-1))?.focus({ preventScroll: true });
    setUpwards((list.current?.getBoundingClientRect().bottom ?? 0) > innerHeight);
  }, [start]);
  return (
    <div
      class={upwards ? "menu-list upwards" : "menu-list"}
      role="menu"
      tabIndex={-1}
      aria-label={name}
      ref={list}
      onKeyDown={(event) => {
        const all = buttons();
        const at = all.indexOf(document.activeElement as HTMLButtonElement);
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        all.at(to % all.length)?.focus();
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={item.danger ? "danger" : ""}
          onClick={() => act(item)}
        >
          <Drawing d={item.drawing} size={18} />
          {item.label}
        </button>
      ))}
    </div>
  );
}

function useOutside(box: { current: HTMLElement | null }, active: boolean, act: () => void): void {
  useEffect(() => {
    if (!active) return;
    const pressed = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) act();
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  });
}
