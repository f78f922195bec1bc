/** What can be said of a field before the server is asked. The server decides; this only spares a round. */
import { shell } from "../shell-words";

/** Which fields are empty. */
export function emptyOnes<V extends Record<string, string>>(
  values: V,
): Partial<Record<keyof V, string>> {
  const empty = Object.keys(values).filter((name) => values[name]?.trim() === "");
  return Object.fromEntries(empty.map((name) => [name, shell.say("field.empty")])) as Partial<
    Record<keyof V, string>
  >;
}

/** Nothing of it can be seen: there are characters of no width besides the spaces. */
export const isUnseen = (name: string): boolean => /^[\p{Cf}\p{Z}\s]*$/u.test(name);

/** What is wrong with a name; undefined if nothing is. The server counts characters as code points. */
export function nameFault(name: string, longest = 100): string | undefined {
  const length = [...name.trim()].length;
  if (isUnseen(name)) return shell.say("field.empty");
  return length > longest ? shell.say("field.long", { count: longest }) : undefined;
}

/** What is wrong with a new password; undefined if nothing is. */
export function passwordFault(password: string): string | undefined {
  return [...password].length < SHORTEST_PASSWORD
    ? shell.say("password.short", { count: SHORTEST_PASSWORD })
    : undefined;
}

/** As the server has it. */
const SHORTEST_PASSWORD = 15;

/** Without the fields that nothing is wrong with. */
export function only<F extends string>(
  faults: Partial<Record<F, string | undefined>>,
): Partial<Record<F, string>> {
  return Object.fromEntries(
    Object.entries(faults).filter(([, fault]) => fault !== undefined),
  ) as Partial<Record<F, string>>;
}
