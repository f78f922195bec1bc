/** Channels of one organization. */
import type { Organization } from "../api/types";
import { Empty, Page } from "../parts/Page";
import { words } from "./words";

export { words };

export function Screen({ organization }: { organization: Organization; rest: string }) {
  return (
    <Page title={words.say("title")} lead={organization.name}>
      <Empty icon="info">{words.say("none")}</Empty>
    </Page>
  );
}
