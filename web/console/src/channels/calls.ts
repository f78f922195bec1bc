/** The calls about one channel. */
import type { ChannelSettings } from "@chathub/protocol";
import { ask } from "../api/request";

/** A page on which the chat was asked for. */
export interface Sighting {
  readonly origin: string;
  /** UTC milliseconds, to the hour. */
  readonly at: number;
  /** Whether the organization's allow-list lets it in. */
  readonly allowed: boolean;
}

export interface ChannelDetails {
  readonly guid: string;
  readonly name: string;
  readonly createdAt: number;
  /** The script element to paste into the company's pages. */
  readonly element: string;
}

export interface ChannelKey {
  readonly id: number;
  readonly createdAt: number;
  /** The beginning of a day, by UTC. */
  readonly lastUsedAt: number | null;
}

const own = (guid: string, what = "") => `/api/channel/${encodeURIComponent(guid)}${what}`;

export const channels = (organization: number) =>
  ask<ChannelDetails[]>("GET", `/api/organization/${organization}/channels`);
export const create = (organization: number, name: string) =>
  ask<ChannelDetails & { secret: string }>("POST", `/api/organization/${organization}/channels`, {
    name,
  });
export const rename = (guid: string, name: string) =>
  ask<ChannelDetails>("PATCH", own(guid), { name });
export const remove = (guid: string) => ask<unknown>("DELETE", own(guid));
export const seen = (guid: string) => ask<Sighting[]>("GET", own(guid, "/seen"));
export const settings = (guid: string) => ask<ChannelSettings>("GET", own(guid, "/settings"));
export const setSettings = (guid: string, wanted: ChannelSettings) =>
  ask<ChannelSettings>("PUT", own(guid, "/settings"), wanted);
export const keys = (guid: string) => ask<ChannelKey[]>("GET", own(guid, "/keys"));
export const addKey = (guid: string) =>
  ask<{ id: number; secret: string }>("POST", own(guid, "/keys"), {});
export const deleteKey = (guid: string, id: number) =>
  ask<unknown>("DELETE", own(guid, `/keys/${id}`));
