/** What goes on now, and reports of what went on: of one organization, or of all. */
import { useState } from "preact/hooks";
import * as api from "../api/calls";
import type { Organization } from "../api/types";
import { useLoaded } from "../parts/load";
import { Page } from "../parts/Page";
import { adopt } from "../theme";
import { Board } from "./Board";
import type { Query } from "./calls";
import { Files } from "./Files";
import { type Chosen, chosenAtFirst, Filters } from "./Filters";
import { Operators } from "./Operators";
import { Results } from "./Results";
import STYLES from "./reports.css?inline";
import { Volumes } from "./Volumes";
import { words } from "./words";

export { words };

adopt(STYLES);

export function Screen({ organization }: { organization: Organization; rest: string }) {
  // Another organization is another screen: its channels and operators are others.
  return <Reports key={organization.id} organization={organization} />;
}

function Reports({ organization }: { organization: Organization }) {
  const [chosen, choose] = useState<Chosen>(() => chosenAtFirst(Date.now()));
  const channels = useLoaded(() => api.channels(organization.id), organization.id);
  const operators = useLoaded(() => api.operators(organization.id), organization.id);
  const of = chosen.everywhere ? null : organization.id;
  const query: Query = {
    ...chosen.days,
    timeZone: chosen.zone,
    organizationId: of,
    channel: chosen.channel,
    operatorId: chosen.operator,
  };
  return (
    <Page title={words.say("title")} lead={organization.name} wide>
      <Board organization={of} />
      <Filters
        chosen={chosen}
        organization={organization}
        channels={channels.value ?? []}
        operators={operators.value ?? []}
        choose={choose}
      />
      <Results query={query} />
      <Volumes query={query} />
      <Operators query={query} />
      <Files query={query} />
    </Page>
  );
}
