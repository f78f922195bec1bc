/** What the renderer sets on nodes: attributes, fields' values, styles, handlers and refs. */

/** Tells a ref which node it is of, or that there is none any more. */
export function tell(ref: unknown, node: Node | null): void {
  if (typeof ref === "function") ref(node);
  else if (ref) (ref as { current: unknown }).current = node;
}

type Hearers = Record<string, ((event: Event) => void) | undefined>;
const hearers = new WeakMap<EventTarget, Hearers>();

function hear(this: EventTarget, event: Event): void {
  hearers.get(this)?.[event.type]?.(event);
}

/** Brings one property of a node from what it was to what it is; `style` keeps the names it once had. */
export function set(node: HTMLElement, name: string, before: unknown, value: unknown): void {
  if (name === "value" || name === "checked") {
    // What a person has typed is newer than what was drawn last.
    const field = node as HTMLElement & Record<typeof name, unknown>;
    if (value !== undefined && field[name] !== value) field[name] = value;
  } else if (value === before) return;
  else if (name === "ref") tell(value, node);
  else if (name === "style") {
    for (const [key, text] of Object.entries(value as Record<string, string>)) {
      if (key.startsWith("--")) node.style.setProperty(key, text);
      else (node.style as unknown as Record<string, string>)[key] = text;
    }
  } else if (name.startsWith("on")) {
    const type = name.slice(2).toLowerCase();
    hearers.set(node, { ...hearers.get(node), [type]: value as Hearers[string] });
    node.addEventListener(type, hear);
  } else if (value === undefined || value === null || (value === false && !name.includes("-")))
    node.removeAttribute(name);
  else node.setAttribute(name, value === true && !name.includes("-") ? "" : String(value));
}
