/** Channels of one organization: the list, and one of them with its element, its looks and texts, and its keys. */
import { channels } from "../api/calls";
import type { Organization } from "../api/types";
import { useLoaded, With } from "../parts/load";
import { Page } from "../parts/Page";
import { words as preview } from "../preview/words";
import { adopt } from "../theme";
import { inOne } from "../words";
import { Channel } from "./Channel";
import CHANNELS from "./channels.css?inline";
import { List } from "./List";
import { words as own } from "./words";

export const words = inOne(own, preview);

/** `rest` is empty for the list, else `GUID` or `GUID/looks`, `GUID/keys`. */
export function Screen({ organization, rest }: { organization: Organization; rest: string }) {
  adopt(CHANNELS);
  const loaded = useLoaded(() => channels(organization.id), organization.id);
  const [guid = "", part = ""] = rest.split("/");
  if (guid === "" || loaded.value === undefined) {
    return guid === "" ? (
      <List organization={organization} loaded={loaded} />
    ) : (
      <Page title={own.say("title")}>
        <With loaded={loaded}>{() => null}</With>
      </Page>
    );
  }
  const channel = loaded.value.find((one) => one.guid === guid);
  return (
    <Channel key={guid} organization={organization} channel={channel} part={part} loaded={loaded} />
  );
}
