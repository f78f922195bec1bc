/**
 * The part of Preact's interface that the customer's chat uses, in the fewest bytes: Preact itself would take a
 * fifth of what an opened chat may weigh. The build puts it in Preact's place; the types stay Preact's.
 *
 * Different from Preact: effects run as soon as what is drawn stands, and there are no class components.
 */

import { effect, signal } from "@preact/signals-core";
import { set, tell } from "./renderer-props";
import { type Component, Fragment, jsx, type Values, type Wish, wishOf } from "./renderer-wishes";

export * from "@preact/signals-core";
export { createRef, Fragment, jsx, jsx as jsxs } from "./renderer-wishes";

/** A wish that is on the page. */
interface Part {
  is: Wish;
  readonly above: Part | null;
  readonly depth: number;
  readonly node: Node | null;
  below: (Part | null)[];
  /** What hooks keep, in the order of their calls. */
  readonly cells: Cell[];
  effects: (() => void)[];
  /** Stops following the signals that were read while it was drawn. */
  unfollow: () => void;
  gone: boolean;
}

interface Cell {
  value?: unknown;
  deps?: readonly unknown[] | undefined;
  stop?: unknown;
}

const SVG = "http://www.w3.org/2000/svg";
const roots = new WeakMap<Element, Part>();
const dirty = new Set<Part>();
let effects: (() => void)[] = [];
const nobody = undefined as unknown as Part;
let drawing = nobody;
let cellsRead = 0;

/** Draws into a place that nothing else draws into; null takes everything away again. */
export function render(wish: unknown, place: Element): void {
  const root = roots.get(place) ?? newPart(jsx(Fragment, {}), null, place);
  roots.set(place, root);
  drawBelow(root, [wish]);
  arrange(root);
  runEffects();
}

function newPart(is: Wish, above: Part | null, node: Node | null): Part {
  const depth = above ? above.depth + 1 : 0;
  const unfollow = () => undefined;
  return { is, above, depth, node, below: [], cells: [], effects: [], unfollow, gone: false };
}

/** Finds for each child the part it was before: by its key, else by its place. */
function drawBelow(part: Part, children: unknown): void {
  const before = part.below;
  const left = new Set(before);
  const byKey = new Map<unknown, Part | null>(before.map((one) => [one?.is.key ?? null, one]));
  const pairs = (Array.isArray(children) ? children : [children]).map((child, index) => {
    const wish = wishOf(child);
    const known = wish && (wish.key === null ? before[index] : byKey.get(wish.key));
    const same = known?.is.type === wish?.type && known?.is.key === wish?.key;
    if (!known || !same || !left.delete(known)) return [wish, null] as const;
    return [wish, known] as const;
  });
  for (const one of left) if (one) remove(one);
  part.below = pairs.map(([wish, known]) => wish && drawWish(wish, known ?? null, part));
}

function drawWish(is: Wish, known: Part | null, above: Part): Part {
  if (known?.is === is) return known;
  const part = known ?? newPart(is, above, nodeOf(is, above));
  const before = known ? known.is.props : {};
  part.is = is;
  const { node } = part;
  if (!node) draw(part);
  else if (!is.type) (node as Text).data = is.props["text"] as string;
  else {
    drawBelow(part, is.props["children"]);
    arrange(part);
    for (const name in { ...before, ...is.props }) {
      if (name !== "children") set(node as HTMLElement, name, before[name], is.props[name]);
    }
  }
  return part;
}

function nodeOf({ type, props }: Wish, above: Part): Node | null {
  if (typeof type === "function") return null;
  if (!type) return document.createTextNode(props["text"] as string);
  const drawn = type === "svg" || hostOf(above).node instanceof SVGElement;
  return drawn ? document.createElementNS(SVG, type) : document.createElement(type);
}

function draw(part: Part): void {
  dirty.delete(part);
  part.unfollow();
  let output: unknown;
  let drawn = false;
  // Runs at once, and again with the first change of a signal that was read.
  part.unfollow = effect(() => {
    if (drawn) return soon(part);
    drawn = true;
    drawing = part;
    cellsRead = 0;
    output = (part.is.type as Component)(part.is.props);
    // Else the last one drawn would never be forgotten.
    drawing = nobody;
  });
  drawBelow(part, output);
  // What is inside stands before what is around it hears so.
  effects.push(...part.effects);
  part.effects = [];
}

/** The nearest part around that is a node of the page. */
function hostOf(part: Part): Part {
  return part.node || !part.above ? part : hostOf(part.above);
}

function nodesOf(part: Part | null): Node[] {
  return part?.node ? [part.node] : (part?.below.flatMap(nodesOf) ?? []);
}

/** Puts nodes in order, from the last; what stands right is not touched, and keeps its focus and scroll. */
function arrange({ node: place, below }: Part): void {
  let next: Node | null = null;
  for (const node of below.flatMap(nodesOf).reverse()) {
    if (node.parentNode !== place || node.nextSibling !== next) place?.insertBefore(node, next);
    next = node;
  }
}

function remove(part: Part): void {
  for (const node of nodesOf(part)) (node as ChildNode).remove();
  end(part);
}

function end(part: Part): void {
  part.gone = true;
  part.unfollow();
  for (const { stop } of part.cells) if (typeof stop === "function") stop();
  tell(part.is.props["ref"], null);
  for (const one of part.below) if (one) end(one);
}

function runEffects(): void {
  const due = effects;
  effects = [];
  for (const run of due) run();
}

function soon(part: Part): void {
  if (!dirty.size) queueMicrotask(redraw);
  dirty.add(part);
}

/** Draws what changed, once, however much of it did. */
function redraw(): void {
  for (const part of [...dirty].sort((one, other) => one.depth - other.depth)) {
    if (!dirty.delete(part) || part.gone) continue;
    draw(part);
    arrange(hostOf(part));
  }
  if (dirty.size) queueMicrotask(redraw);
  runEffects();
}

function cell(make: () => Cell): Cell {
  const { cells } = drawing;
  const known = cells[cellsRead] ?? make();
  cells[cellsRead] = known;
  cellsRead += 1;
  return known;
}

function changed(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined) {
  return !one || !other || other.some((value, index) => value !== one[index]);
}

export function useState(initial: unknown) {
  const part = drawing;
  const kept = cell(() => ({ value: typeof initial === "function" ? initial() : initial }));
  const change = (next: unknown) => {
    const value = typeof next === "function" ? next(kept.value) : next;
    if (Object.is(value, kept.value)) return;
    kept.value = value;
    soon(part);
  };
  return [kept.value, change];
}

export function useRef(value: unknown) {
  return useMemo(() => ({ current: value }), []);
}

export function useMemo(make: () => unknown, deps: readonly unknown[]) {
  const kept = cell(() => ({}));
  if (changed(kept.deps, deps)) kept.value = make();
  kept.deps = deps;
  return kept.value;
}

export function useEffect(run: () => unknown, deps?: readonly unknown[]): void {
  const kept = cell(() => ({}));
  const due = changed(kept.deps, deps);
  kept.deps = deps;
  if (!due) return;
  drawing.effects.push(() => {
    if (typeof kept.stop === "function") kept.stop();
    kept.stop = run();
  });
}
export { useEffect as useLayoutEffect };

export function useSignal(value: unknown) {
  return useMemo(() => signal(value), []);
}

export function createContext(value: unknown) {
  return { value, Provider: (props: Values) => props["children"] };
}

export function useContext({ value, Provider }: ReturnType<typeof createContext>) {
  for (let part: Part | null = drawing; part; part = part.above) {
    if (part.is.type === Provider) return part.is.props["value"];
  }
  return value;
}
