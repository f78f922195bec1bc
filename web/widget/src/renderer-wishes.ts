/** What a component asks to be drawn. */

export type Values = Readonly<Record<string, unknown>>;
export type Component = (props: Values) => unknown;

/** What JSX makes; a text has the empty type. */
export interface Wish {
  readonly type: string | Component;
  readonly props: Values;
  readonly key: unknown;
}

export function jsx(type: Wish["type"], props: Values, key: unknown = null): Wish {
  return { type, props, key };
}

export function Fragment({ children }: Values): unknown {
  return children;
}

export function createRef() {
  return { current: null };
}

/** A child as a wish; null for what draws nothing. */
export function wishOf(child: unknown): Wish | null {
  if (child === null || child === undefined || typeof child === "boolean") return null;
  if (Array.isArray(child)) return jsx(Fragment, { children: child });
  return typeof child === "object" ? (child as Wish) : jsx("", { text: String(child) });
}
