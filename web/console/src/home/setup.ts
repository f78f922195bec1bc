/** What an organization needs before customers are answered, and which of it is there. */
import * as calls from "../api/calls";

export type TaskName = "website" | "channel" | "page" | "operators" | "hours";

export interface Task {
  readonly name: TaskName;
  readonly done: boolean;
  /** Where it is done. */
  readonly screen: string;
}

export interface Setup {
  readonly tasks: readonly Task[];
  /** Where the chat was seen last; null: nowhere yet. */
  readonly seenOn: string | null;
}

export async function setupOf(organization: number): Promise<Setup> {
  const [details, channels, operators, hours] = await Promise.all([
    calls.organization(organization),
    calls.channels(organization),
    calls.operators(organization),
    calls.openingHours(organization),
  ]);
  const sightings = await Promise.all(channels.slice(0, 20).map(({ guid }) => calls.seen(guid)));
  const seen = sightings
    .flat()
    .filter(({ allowed }) => allowed)
    .sort((one, other) => other.at - one.at)[0];
  const task = (name: TaskName, screen: string, done: boolean): Task => ({ name, screen, done });
  return {
    seenOn: seen?.origin ?? null,
    tasks: [
      task("website", "settings", details.origins.length > 0),
      task("channel", "channels", channels.length > 0),
      task("page", "channels", seen !== undefined),
      task(
        "operators",
        "operators",
        operators.some(({ status }) => status === 0),
      ),
      task("hours", "hours", hours.value !== null),
    ],
  };
}
