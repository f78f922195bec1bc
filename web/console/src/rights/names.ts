/** How a person and a time are called on these pages. */
import type { FoundCustomer } from "../api/rights";
import { locale } from "../words";
import { words } from "./words";

/** The person's name, or else its number. */
export const nameOf = ({ id, name }: Pick<FoundCustomer, "id" | "name">): string =>
  name ?? words.say("nameless", { id });

/** UTC milliseconds as a day and a time. */
export const timeOf = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(at);
