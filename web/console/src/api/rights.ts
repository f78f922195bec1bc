/** The calls about one person's data, and about how long all is kept. */
import { save } from "../parts/save";
import { ask, askVersioned, madeOf, Problem, problemOf } from "./request";

export interface FoundCustomer {
  readonly id: number;
  readonly organizationId: number;
  readonly channel: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly identity: string | null;
  readonly blocked: boolean;
  readonly createdAt: number;
  /** Null where it never wrote. */
  readonly activeAt: number | null;
}

export interface KeptCustomer {
  readonly customer: FoundCustomer;
  readonly conversations: number;
  readonly messages: number;
  readonly notes: number;
  readonly files: number;
  readonly bytes: number;
  readonly ratings: number;
  readonly consentedAt: number | null;
}

export interface Retention {
  /** Null: for ever. */
  readonly days: number | null;
}

export const findCustomers = (organization: number, query: string) =>
  ask<FoundCustomer[]>(
    "GET",
    `/api/customer?organizationId=${organization}&query=${encodeURIComponent(query)}`,
  );
export const keptCustomer = (id: number) => ask<KeptCustomer>("GET", `/api/customer/${id}`);
export const eraseCustomer = (id: number, confirm: string) =>
  ask<{ finished: boolean }>("POST", `/api/customer/${id}/erase`, { confirm });

export const retention = (organization: number) =>
  askVersioned<Retention>("GET", `/api/organization/${organization}/retention`);
/** Refused where it is not of this version any more. */
export const setRetention = (organization: number, days: number | null, version: string | null) =>
  askVersioned<Retention>(
    "PUT",
    `/api/organization/${organization}/retention`,
    { days },
    madeOf(version),
  );
export const previewRetention = (organization: number, days: number) =>
  ask<{ days: number; conversations: number }>(
    "GET",
    `/api/organization/${organization}/retention/preview?days=${days}`,
  );

/** Has the browser save the export. It may be large, so it is given as long as it takes. */
export async function downloadExport(id: number): Promise<void> {
  let answer: Response;
  let content: Blob;
  try {
    answer = await fetch(`/api/customer/${id}/export`);
    content = await answer.blob();
  } catch {
    // Also where the server broke off: half an archive is none.
    throw new Problem(0, "network", "");
  }
  if (!answer.ok) throw problemOf(answer, await content.text());
  save(content, `customer-${id}.zip`);
}
