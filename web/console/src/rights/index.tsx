/** Personal data of one organization: finding a person, what is kept of it, and for how long all is kept. */
import { useState } from "preact/hooks";
import { type FoundCustomer, findCustomers } from "../api/rights";
import type { Organization } from "../api/types";
import { Page, ReadOnly } from "../parts/Page";
import { mayChange } from "../session";
import { adopt } from "../theme";
import { Find } from "./Find";
import { Keep } from "./Keep";
import { Person } from "./Person";
import STYLES from "./rights.css?inline";
import { words } from "./words";

export { words };

adopt(STYLES);

export function Screen({ organization, rest }: { organization: Organization; rest: string }) {
  // Kept here, so that it is there again when one comes back from a person.
  const [found, setFound] = useState<{ query: string; all: readonly FoundCustomer[] } | null>(null);
  if (/^[1-9]\d{0,15}$/.test(rest) && mayChange.value) {
    return (
      <Person
        key={rest}
        id={Number(rest)}
        organization={organization.id}
        erased={(id) =>
          setFound((now) => now && { ...now, all: now.all.filter((one) => one.id !== id) })
        }
      />
    );
  }
  return (
    <Page title={words.say("title")} lead={words.say("lead", { name: organization.name })}>
      <ReadOnly />
      {mayChange.value ? (
        <Find
          organization={organization.id}
          found={found}
          find={async (query) =>
            setFound({ query, all: await findCustomers(organization.id, query) })
          }
        />
      ) : null}
      <Keep key={organization.id} organization={organization.id} />
    </Page>
  );
}
