/** The first step, by the link that the server printed: the company, and how its owner signs in. */
import { firstRun } from "../api/calls";
import { forgetCode } from "../code";
import { unlessSpent } from "../entrance/Join";
import { emptyOnes, nameFault, only, passwordFault } from "../parts/checks";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { enter } from "../session";
import { shell } from "../shell-words";
import { Step } from "./Step";
import { words } from "./words";

export function CompanyStep({ code, spent }: { code: string; spent(): void }) {
  const form = useForm({
    initial: { companyName: "", login: "", password: "" },
    check: (values) => ({
      ...only({
        companyName: nameFault(values.companyName),
        password: passwordFault(values.password),
      }),
      ...emptyOnes(values),
    }),
    send: async (values) => {
      const session = await unlessSpent(firstRun({ code, ...values }), spent);
      if (session === null) return;
      forgetCode("first-run");
      await enter(session);
    },
  });
  return (
    <Step number={1} title={words.say("company.title")} lead={words.say("company.lead")}>
      <FormBox form={form} send={words.say("next")}>
        <TextField
          form={form}
          name="companyName"
          label={words.say("company.name")}
          autoComplete="organization"
        />
        <TextField
          form={form}
          name="login"
          label={shell.say("login")}
          hint={words.say("company.login")}
          autoComplete="username"
        />
        <TextField
          form={form}
          name="password"
          type="password"
          label={shell.say("password")}
          hint={shell.say("password.hint")}
          autoComplete="new-password"
        />
      </FormBox>
    </Step>
  );
}
