/** What the board and reports ask, and what is answered. Instants and durations are in milliseconds. */
import { ask, askFile } from "../api/request";

export interface BoardOperator {
  readonly id: number;
  readonly name: string;
  readonly state: "online" | "away";
  readonly active: number;
}

export interface Now {
  readonly waiting: number;
  readonly waitingSince: number | null;
  readonly active: number;
  readonly online: number;
  readonly away: number;
}

export interface Board extends Now {
  readonly at: number;
  readonly organizations: readonly (Now & {
    readonly id: number;
    readonly name: string;
    readonly operators: readonly BoardOperator[];
  })[];
}

export interface Durations {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface Ratings {
  readonly count: number;
  readonly average: number | null;
  readonly scores: readonly number[];
}

export interface Volume {
  readonly inquiries: number;
  readonly byCustomers: number;
  readonly answered: number;
  readonly missed: number;
  readonly waiting: number;
  readonly resolved: number;
  readonly customerMessages: number;
  readonly operatorMessages: number;
}

export interface Day extends Volume {
  readonly date: string;
  readonly firstResponse: number | null;
}

export interface Report {
  readonly total: Volume;
  readonly firstResponse: Durations;
  readonly resolution: Durations;
  readonly ratings: Ratings;
  readonly days: readonly Day[];
}

export interface Volumes {
  readonly hours: readonly (Volume & { readonly hour: number })[];
  readonly channels: readonly (Volume & { readonly guid: string; readonly name: string })[];
}

export interface OperatorFigures {
  readonly id: number;
  readonly name: string;
  readonly status: 0 | 1 | 2;
  readonly taken: number;
  readonly messages: number;
  readonly firstResponse: Durations;
  readonly resolved: number;
  readonly ratings: Ratings;
}

/** What a report is asked for. */
export interface Query {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly organizationId: number | null;
  readonly channel: string;
  readonly operatorId: string;
}

export type Table =
  | "conversations"
  | "inquiries"
  | "summary"
  | "days"
  | "hours"
  | "channels"
  | "operators";

export function queryOf(query: Query, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...query, ...more })
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(given).toString();
}

export const board = (organization: number | null) =>
  ask<Board>(
    "GET",
    organization === null ? "/api/board" : `/api/board?organizationId=${organization}`,
  );
export const report = (query: Query) => ask<Report>("GET", `/api/report?${queryOf(query)}`);
export const volumes = (query: Query) =>
  ask<Volumes>("GET", `/api/report/volumes?${queryOf(query)}`);
export const operatorFigures = (query: Query) =>
  ask<OperatorFigures[]>("GET", `/api/report/operators?${queryOf(query)}`);
export const file = (query: Query, table: Table) =>
  askFile(`/api/report.csv?${queryOf(query, { table })}`);
