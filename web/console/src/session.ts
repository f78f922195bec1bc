/** Who is signed in, which organizations there are, and what happens when the session ends while somebody works. */
import { batch, computed, signal } from "@preact/signals";
import * as calls from "./api/calls";
import { keepSessionBy, Problem } from "./api/request";
import type { Organization, Session } from "./api/types";

/** Null while nobody is signed in. */
export const session = signal<Session | null>(null);
/** The company's organizations, by id. */
export const organizations = signal<readonly Organization[]>([]);
/** Set while the ended session's password is asked for: call it with what the answer was. */
export const passwordAsked = signal<((again: boolean) => void) | null>(null);

/** Owners and admins change things; a viewer reads them. */
export const mayChange = computed(() => (session.value?.person.role ?? "viewer") !== "viewer");
export const isOwner = computed(() => session.value?.person.role === "owner");
/** What whoever is signed in here types to sign in; null where that is not known. */
export const ownLogin = computed(() => {
  const now = session.value;
  if (now === null) return null;
  return now.person.login ?? (now.person.id === null ? now.company.login : null);
});

/** What the cookie stands for now. Where it is somebody else's, the page begins anew. */
async function again(): Promise<Session> {
  const now = await calls.currentSession();
  if (isSomebodyElse(now)) location.reload();
  session.value = now;
  return now;
}

let asking: Promise<boolean> | null = null;

keepSessionBy({
  csrf: () => session.value?.csrf ?? null,
  ended: () => {
    // However many calls find it out, the password is asked for once.
    asking ??= new Promise<boolean>((resolve) => {
      passwordAsked.value = resolve;
    }).finally(() => {
      asking = null;
      passwordAsked.value = null;
    });
    return asking;
  },
  stale: async () => {
    const before = session.value?.csrf;
    return (await again()).csrf !== before;
  },
  demoted: async () => {
    try {
      await again();
    } catch (error) {
      // What is told is that the deed was refused. The next refusal asks again.
      if (!(error instanceof Problem)) throw error;
    }
  },
});

/** What this browser's cookie says, at the start. A Problem where the server cannot be asked. */
export async function begin(): Promise<void> {
  try {
    await enter(await calls.currentSession());
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
  }
}

/** Somebody has signed in. */
export async function enter(one: Session): Promise<void> {
  const list = await calls.organizations();
  batch(() => {
    organizations.value = list;
    session.value = one;
  });
}

export async function refreshOrganizations(): Promise<void> {
  organizations.value = await calls.organizations();
}

/** The ended session goes on. Whoever else signs in begins anew: what is on the screen is not theirs. */
export async function goOn(login: string, password: string): Promise<void> {
  const now = await calls.signIn(login, password);
  if (isSomebodyElse(now)) location.reload();
  session.value = now;
  passwordAsked.value?.(true);
}

export async function leave(): Promise<void> {
  await calls.signOut();
  forget();
}

/** Nothing of the company stays on the screen. */
export function forget(): void {
  session.value = null;
  organizations.value = [];
  passwordAsked.value?.(false);
}

function isSomebodyElse({ company, person }: Session): boolean {
  const now = session.value;
  return now !== null && (company.id !== now.company.id || person.id !== now.person.id);
}
