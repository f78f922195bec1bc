/** Every screen of the console: where it is, what it is called, and the chunk that it comes in. */
import type { ComponentType } from "preact";
import type { Organization } from "./api/types";
import type { en } from "./locales/en/shell";
import * as drawings from "./parts/drawings";

/** A screen of the whole company. `rest` is what of the address is the screen's own, such as `5` of `/console/people/5`. */
export interface CompanyScreen {
  readonly Screen: ComponentType<{ rest: string }>;
  /** The screen's texts, which are fetched before it is drawn. */
  readonly words: { load(): Promise<void> };
}

/** A screen of one organization, which is that of the address. */
export interface OrganizationScreen {
  readonly Screen: ComponentType<{ organization: Organization; rest: string }>;
  readonly words: { load(): Promise<void> };
}

interface Described {
  /** As it stands in the address: `/console/people`, `/console/organization/5/channels`. */
  readonly name: string;
  readonly title: keyof typeof en;
  readonly drawing: string;
}

export type Entry = Described &
  (
    | { readonly of: "company"; load(): Promise<CompanyScreen> }
    | { readonly of: "organization"; load(): Promise<OrganizationScreen> }
  );

/** In the order in which the navigation shows them. */
export const SCREENS: readonly Entry[] = [
  {
    name: "",
    of: "company",
    title: "screen.home",
    drawing: drawings.HOME,
    load: () => import("./home"),
  },
  {
    name: "reports",
    of: "organization",
    title: "screen.reports",
    drawing: drawings.CHART,
    load: () => import("./reports"),
  },
  {
    name: "operators",
    of: "organization",
    title: "screen.operators",
    drawing: drawings.HEADSET,
    load: () => import("./operators"),
  },
  {
    name: "channels",
    of: "organization",
    title: "screen.channels",
    drawing: drawings.WINDOW,
    load: () => import("./channels"),
  },
  {
    name: "hours",
    of: "organization",
    title: "screen.hours",
    drawing: drawings.CLOCK,
    load: () => import("./hours"),
  },
  {
    name: "settings",
    of: "organization",
    title: "screen.settings",
    drawing: drawings.SLIDERS,
    load: () => import("./settings"),
  },
  {
    name: "rights",
    of: "organization",
    title: "screen.rights",
    drawing: drawings.SHIELD,
    load: () => import("./rights"),
  },
  {
    name: "organizations",
    of: "company",
    title: "screen.organizations",
    drawing: drawings.BUILDING,
    load: () => import("./organizations"),
  },
  {
    name: "people",
    of: "company",
    title: "screen.people",
    drawing: drawings.TEAM,
    load: () => import("./people"),
  },
  {
    name: "keys",
    of: "company",
    title: "screen.keys",
    drawing: drawings.KEY,
    load: () => import("./keys"),
  },
  {
    name: "audit",
    of: "company",
    title: "screen.audit",
    drawing: drawings.SCROLL,
    load: () => import("./audit"),
  },
  {
    name: "account",
    of: "company",
    title: "screen.account",
    drawing: drawings.FACE,
    load: () => import("./account"),
  },
];

export const entryOf = (name: string, inOrganization: boolean): Entry | undefined =>
  SCREENS.find((one) => one.name === name && (one.of === "organization") === inOrganization);
