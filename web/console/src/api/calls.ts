/** The console's calls, one function each. */
import { ask, askOnce, askVersioned, isChanged, madeOf, Problem } from "./request";
import type * as types from "./types";

const own = (path: string) => `/api/console/${path}`;

export const signIn = async (login: string, password: string) => {
  try {
    return await askOnce<types.Session>("POST", own("sign-in"), { login, password });
  } catch (error) {
    // Elsewhere it means that nobody is signed in; here, that nobody is by these.
    throw error instanceof Problem && error.status === 401
      ? new Problem(401, "wrong-password", error.detail)
      : error;
  }
};
export const currentSession = () => askOnce<types.Session>("GET", own("session"));
export const signOut = () => askOnce<unknown>("POST", own("sign-out"), {});
export const checkFirstRun = (code: string) =>
  askOnce<{ valid: boolean }>("POST", own("first-run/check"), { code });
export const firstRun = (given: {
  code: string;
  companyName: string;
  login: string;
  password: string;
}) => askOnce<types.Session>("POST", own("first-run"), given);
export const checkInvitation = (code: string) =>
  askOnce<{ company: string; role: types.Role; name: string }>("POST", own("join/check"), {
    code,
  });
export const join = (given: { code: string; name: string; login: string; password: string }) =>
  askOnce<types.Session>("POST", own("join"), given);
export const changePassword = (current: string, password: string) =>
  ask<unknown>("POST", own("password"), { current, password });

export const people = () => ask<types.Person[]>("GET", own("people"));
export const invite = (name: string, role: types.Role) =>
  ask<{ person: types.Person; link: string }>("POST", own("people"), { name, role });
export const changePerson = (id: number, change: { role?: types.Role; name?: string }) =>
  ask<types.Person>("PATCH", own(`people/${id}`), change);
export const removePerson = (id: number) => ask<unknown>("DELETE", own(`people/${id}`));
export const inviteAgain = (id: number) =>
  ask<{ link: string }>("POST", own(`people/${id}/link`), {});

export const renameCompany = (name: string) => ask<unknown>("PATCH", "/api/company", { name });
export const newCompanyToken = () => ask<{ token: string }>("POST", "/api/company/token", {});
export const revokeTokens = () => ask<unknown>("POST", "/api/company/revoke-tokens", {});

export const organizations = () => ask<types.Organization[]>("GET", "/api/company/organization");
export const organization = (id: number) =>
  ask<types.OrganizationDetails>("GET", `/api/organization/${id}`);
export const createOrganization = (name: string, origins: readonly string[]) =>
  ask<types.OrganizationDetails>("POST", "/api/organization", { name, origins });
const organizationAsItIs = (id: number) =>
  askVersioned<types.OrganizationDetails>("GET", `/api/organization/${id}`);
const changeOrganization = (
  id: number,
  change: { name?: string; origins?: readonly string[] },
  version: string | null,
) => ask<types.OrganizationDetails>("PATCH", `/api/organization/${id}`, change, madeOf(version));
/** Another name, unless somebody else has given it one since: `taken` says so, beside the field. */
export async function renameOrganization(
  id: number,
  names: { before: string; after: string },
  taken: (now: string) => string,
) {
  const { value, version } = await organizationAsItIs(id);
  if (value.name !== names.before) throw new Problem(412, "renamed", taken(value.name), "name");
  return changeOrganization(id, { name: names.after }, version);
}
/** Other origins, made of those that are there now: what somebody else has added since stays. */
export async function changeOrigins(
  id: number,
  change: (now: readonly string[]) => readonly string[],
): Promise<types.OrganizationDetails> {
  for (let turn = 1; ; turn += 1) {
    const { value, version } = await organizationAsItIs(id);
    try {
      return await changeOrganization(id, { origins: change(value.origins) }, version);
    } catch (error) {
      if (!isChanged(error) || turn === MOST_TURNS) throw error;
    }
  }
}
/** Nobody else changes it that often in the moment between reading and changing. */
const MOST_TURNS = 5;
export const openingHours = (id: number) =>
  askVersioned<types.OpeningHours | null>("GET", `/api/organization/${id}/opening-hours`);
/** Refused where they are not of this version any more. */
export const setOpeningHours = (
  id: number,
  hours: types.OpeningHours | null,
  version: string | null,
) =>
  askVersioned<types.OpeningHours | null>(
    "PUT",
    `/api/organization/${id}/opening-hours`,
    hours,
    madeOf(version),
  );

export const operators = (organization: number) =>
  ask<types.Operator[]>("GET", `/api/operator?organizationId=${organization}`);
/** Repeated with the same key, it answers as the first time and creates nothing. */
export const createOperators = (organization: number, names: readonly string[], key: string) =>
  ask<types.Operator[]>(
    "POST",
    "/api/operator/synchronize",
    names.map((name) => ({ organizationId: organization, name })),
    { "Idempotency-Key": key },
  );
export const renameOperator = (id: number, name: string) =>
  ask<unknown>("PATCH", `/api/operator/${id}`, { name });
export const setOperatorStatus = (id: number, status: types.OperatorStatus) =>
  ask<unknown>("POST", "/api/operator/status", { id, status });
/** It counts for 15 minutes, or for those that are given. */
export const operatorLink = (id: number, minutes?: number) =>
  ask<types.SignInLink>("POST", `/api/operator/${id}/link`, minutes ? { minutes } : {});

export const channels = (organization: number) =>
  ask<types.Channel[]>("GET", `/api/organization/${organization}/channels`);
export const createChannel = (organization: number, name: string) =>
  ask<types.NewChannel>("POST", `/api/organization/${organization}/channels`, {
    kind: "web",
    name,
  });
export const seen = (guid: string) => ask<types.Seen[]>("GET", `/api/channel/${guid}/seen`);

/** `deed` is how they begin, several by commas, and `who` whose they are; empty: any. */
export const audit = (before: number | null, deed: string, who: string) => {
  const wanted = Object.entries({ before: before === null ? "" : String(before), deed, who });
  const query = new URLSearchParams(wanted.filter(([, value]) => value !== ""));
  return ask<{ entries: types.AuditEntry[]; next: number | null }>("GET", `/api/audit?${query}`);
};
