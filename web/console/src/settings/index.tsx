/** One organization: what it is called, and which pages may show its chat. */
import { useRef } from "preact/hooks";
import * as calls from "../api/calls";
import type { Organization, OrganizationDetails } from "../api/types";
import { nameFault, only } from "../parts/checks";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { Card, Page, ReadOnly } from "../parts/Page";
import { tell } from "../parts/told";
import { mayChange, refreshOrganizations } from "../session";
import { shell } from "../shell-words";
import { Origins } from "./Origins";
import { words } from "./words";

export { words };

export function Screen({ organization }: { organization: Organization; rest: string }) {
  const loaded = useLoaded(() => calls.organization(organization.id), organization.id);
  return (
    <Page title={words.say("title")} lead={organization.name}>
      <ReadOnly />
      <With loaded={loaded}>
        {(details) => (
          <>
            <Name details={details} />
            <Origins details={details} put={loaded.put} />
          </>
        )}
      </With>
    </Page>
  );
}

function Name({ details }: { details: OrganizationDetails }) {
  const before = useRef(details.name);
  const form = useForm({
    initial: { name: details.name },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      const names = { before: before.current, after: name.trim() };
      await calls.renameOrganization(details.id, names, (now) => {
        // Whoever sends it again has read that.
        before.current = now;
        return words.say("name.changed", { name: now });
      });
      before.current = names.after;
      await refreshOrganizations();
      tell(shell.say("saved"));
    },
  });
  const field = (
    <TextField
      form={form}
      name="name"
      label={words.say("name.label")}
      hint={words.say("name.hint")}
      disabled={!mayChange.value}
    />
  );
  return (
    <Card title={words.say("name")}>
      {mayChange.value ? (
        <FormBox form={form} send={shell.say("save")} onlyChanged>
          {field}
        </FormBox>
      ) : (
        field
      )}
    </Card>
  );
}
