/** The steps between: who answers, on which website, and the first operator. */
import * as calls from "../api/calls";
import { newKey } from "../api/key";
import type { Channel, OrganizationDetails } from "../api/types";
import { emptyOnes, nameFault, only } from "../parts/checks";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { originOf } from "../parts/origin";
import { refreshOrganizations } from "../session";
import { Later } from "./Later";
import { Step } from "./Step";
import { words } from "./words";

export function OrganizationStep(props: { company: string; next(): Promise<void> }) {
  const form = useForm({
    initial: { name: props.company },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      await calls.createOrganization(name.trim(), []);
      await refreshOrganizations();
      await props.next();
    },
  });
  return (
    <Step number={2} title={words.say("organization.title")} lead={words.say("organization.lead")}>
      <FormBox form={form} send={words.say("next")} beside={<Later />}>
        <TextField form={form} name="name" label={words.say("organization.name")} />
      </FormBox>
    </Step>
  );
}

interface WebsiteStepProps {
  organization: OrganizationDetails;
  channel: Channel | null;
  next(): Promise<void>;
}

export function WebsiteStep({ organization, channel, next }: WebsiteStepProps) {
  const form = useForm({
    initial: { origins: organization.origins[0] ?? "" },
    check: emptyOnes,
    send: async ({ origins }) => {
      // Both are safe to repeat, should the second fail.
      const [before] = organization.origins;
      await calls.changeOrigins(organization.id, (now) => [
        originOf(origins),
        ...now.filter((one) => one !== before),
      ]);
      if (channel === null)
        await calls.createChannel(organization.id, words.say("website.channel"));
      await next();
    },
  });
  return (
    <Step number={3} title={words.say("website.title")} lead={words.say("website.lead")}>
      <FormBox form={form} send={words.say("next")} beside={<Later />}>
        <TextField
          form={form}
          name="origins"
          type="url"
          inputMode="url"
          label={words.say("website.origin")}
          hint={words.say("website.hint")}
          placeholder="https://www.example.com"
        />
      </FormBox>
    </Step>
  );
}

export function OperatorStep(props: { organization: OrganizationDetails; next(): Promise<void> }) {
  const form = useForm({
    initial: { name: "" },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      await calls.createOperators(props.organization.id, [name.trim()], newKey());
      await props.next();
    },
    names: { "[0].name": "name" },
  });
  return (
    <Step number={4} title={words.say("operator.title")} lead={words.say("operator.lead")}>
      <FormBox form={form} send={words.say("next")} beside={<Later />}>
        <TextField
          form={form}
          name="name"
          label={words.say("operator.name")}
          hint={words.say("operator.hint")}
          autoComplete="name"
        />
      </FormBox>
    </Step>
  );
}
