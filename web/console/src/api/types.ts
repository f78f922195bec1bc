/** What the console's calls ask and answer. */

export type Role = "owner" | "admin" | "viewer";
/** 0 active, 1 inactive, 2 deleted. */
export type OperatorStatus = 0 | 1 | 2;

export interface Session {
  readonly company: { readonly id: number; readonly name: string; readonly login: string };
  readonly person: {
    /** Null for the company's own login. */
    readonly id: number | null;
    readonly name: string;
    readonly role: Role;
    readonly login?: string | null;
  };
  readonly csrf: string;
  readonly version: string;
}

export interface Organization {
  readonly id: number;
  readonly name: string;
}

export interface OrganizationDetails extends Organization {
  readonly origins: readonly string[];
}

export interface Operator {
  readonly id: number;
  readonly name: string;
  readonly status: OperatorStatus;
}

export interface SignInLink {
  readonly link: string;
  readonly expiresAt: number | string;
}

export interface Person {
  readonly id: number | null;
  readonly name: string;
  readonly login: string | null;
  readonly role: Role;
  readonly invited: boolean;
  readonly lastSeenAt: number | null;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  readonly date: string;
  readonly hours: readonly Span[];
  readonly name: string | null;
}

export interface OpeningHours {
  readonly timeZone: string;
  readonly week: readonly (readonly Span[])[];
  readonly holidays: readonly Holiday[];
}

export interface AuditEntry {
  readonly id: number;
  readonly at: number;
  readonly who: string;
  readonly deed: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Channel {
  readonly guid: string;
  readonly kind: string;
  readonly name: string;
  readonly createdAt: number;
  /** The script element to paste into the company's pages. */
  readonly element: string;
}

export interface NewChannel extends Channel {
  /** Its first key, told this once. */
  readonly secret: string;
}

export interface Seen {
  readonly origin: string;
  readonly at: number;
  /** Whether the organization's allow-list lets that page in now. */
  readonly allowed: boolean;
}
