/** Where in the console one is: the page's address, which the browser's buttons, bookmarks and colleagues share. */
import { computed, signal } from "@preact/signals";

export const ROOT = "/console";

/** A place: of one organization or of the whole company, a screen, and what that screen keeps behind it. */
export interface Place {
  readonly organization: number | null;
  /** "" is the home. */
  readonly screen: string;
  readonly rest: string;
}

const path = signal(location.pathname);
/** How many entries of the browser's history stand before this one, as each of them keeps it. */
let position = 0;
export const place = computed(() => placeOf(path.value));

/** Whether what was typed may be left behind; a form that holds something asks first. */
type Guard = () => Promise<boolean>;
/** Of all forms that hold something: a dialog's may stand over a page's. */
const guards: Guard[] = [];

export function placeOf(pathname: string): Place {
  const parts = pathname.slice(ROOT.length).split("/").filter(Boolean);
  const inOrganization = parts[0] === "organization" && /^[1-9]\d{0,15}$/.test(parts[1] ?? "");
  const organization = inOrganization ? Number(parts[1]) : null;
  const [screen = "", ...rest] = inOrganization ? parts.slice(2) : parts;
  return { organization, screen, rest: rest.map(decoded).join("/") };
}

/** The address of a place. */
export function addressOf({ organization = null, screen = "", rest = "" }: Partial<Place>): string {
  const within = organization === null ? [] : ["organization", organization];
  return [ROOT, ...within, screen, ...rest.split("/").map(encodeURIComponent)]
    .filter((part) => part !== "")
    .join("/");
}

/** Goes to another place, unless a form holds something and its writer would rather stay. */
export async function go(address: string, how: "push" | "replace" = "push"): Promise<void> {
  const guard = guards.at(-1);
  if (guard && !(await guard())) return;
  guards.length = 0;
  if (how === "push") position += 1;
  history[how === "push" ? "pushState" : "replaceState"]({ position }, "", address);
  path.value = location.pathname;
}

/** From now on something typed would be lost, until what this returns is called. */
export function keepWatch(guard: Guard): () => void {
  guards.push(guard);
  return () => {
    const at = guards.indexOf(guard);
    if (at >= 0) guards.splice(at, 1);
  };
}

/** How many forms hold something. */
export const watched = () => guards.length;

/** Links within the console change the address without loading the page anew. */
export function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!link || !plain || event.altKey || link.target || link.origin !== location.origin) return;
  // A part of this page, such as the content that one skips to, is the browser's to go to.
  if (link.hash !== "" && link.pathname === location.pathname) return;
  if (link.pathname !== ROOT && !link.pathname.startsWith(`${ROOT}/`)) return;
  event.preventDefault();
  void go(link.pathname);
}

/** Begins to follow the browser's own buttons, and warns before a page with something typed is closed. */
export function watchAddress(): void {
  // It may be another one since this module was loaded: a code was taken out of it.
  path.value = location.pathname;
  position = positionOf(history.state) ?? 0;
  history.replaceState({ position }, "");
  addEventListener("popstate", () => void travelled());
  addEventListener("beforeunload", (event) => {
    if (guards.length > 0) event.preventDefault();
  });
}

/** The browser's own buttons were used: it has gone there already, so whoever would rather stay is brought back. */
async function travelled(): Promise<void> {
  const there = positionOf(history.state);
  if (location.pathname === path.value) {
    // Brought back, or gone to another part of the page, which is a new entry.
    position = there ?? position + 1;
    if (there === null) history.replaceState({ position }, "");
    return;
  }
  const steps = (there ?? 0) - position;
  const guard = guards.at(-1);
  if (guard && steps !== 0) {
    const back = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
    history.go(-steps);
    await back;
    if (!(await guard())) return;
    guards.length = 0;
    history.go(steps);
    return;
  }
  guards.length = 0;
  position = there ?? 0;
  path.value = location.pathname;
}

function positionOf(state: unknown): number | null {
  const kept = (state as { position?: unknown } | null)?.position;
  return typeof kept === "number" ? kept : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
