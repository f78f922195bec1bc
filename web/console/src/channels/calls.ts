/** The calls about one channel. */
import type { ChannelSettings } from "@chathub/protocol";
import { ask, askVersioned, madeOf } from "../api/request";
import type { Channel } from "../api/types";

export interface ChannelKey {
  readonly id: number;
  readonly createdAt: number;
  /** The beginning of a day, by UTC. */
  readonly lastUsedAt: number | null;
}

const own = (guid: string, what = "") => `/api/channel/${encodeURIComponent(guid)}${what}`;

export const rename = (guid: string, name: string) => ask<Channel>("PATCH", own(guid), { name });
export const remove = (guid: string) => ask<unknown>("DELETE", own(guid));
export const settings = (guid: string) =>
  askVersioned<ChannelSettings>("GET", own(guid, "/settings"));
/** Refused where they are not of this version any more. */
export const setSettings = (guid: string, wanted: ChannelSettings, version: string | null) =>
  askVersioned<ChannelSettings>("PUT", own(guid, "/settings"), wanted, madeOf(version));
export const keys = (guid: string) => ask<ChannelKey[]>("GET", own(guid, "/keys"));
export const addKey = (guid: string) =>
  ask<{ id: number; secret: string }>("POST", own(guid, "/keys"), {});
export const deleteKey = (guid: string, id: number) =>
  ask<unknown>("DELETE", own(guid, `/keys/${id}`));
