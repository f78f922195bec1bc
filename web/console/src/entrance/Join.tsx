/** An invitation becomes a person with a login of their own. */
import { useState } from "preact/hooks";
import { addressOf, go } from "../address";
import { checkInvitation, join } from "../api/calls";
import { Problem } from "../api/request";
import { forgetCode, goToSignIn } from "../code";
import { emptyOnes, nameFault, only, passwordFault } from "../parts/checks";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { enter } from "../session";
import { shell } from "../shell-words";
import { Entrance } from "./Entrance";

type Invitation = Awaited<ReturnType<typeof checkInvitation>>;

export function Join({ code }: { code: string }) {
  const invitation = useLoaded(() => checkInvitation(code), code);
  const status = invitation.problem?.status ?? 0;
  const [spent, setSpent] = useState(false);
  if (spent || (status >= 400 && status < 429)) return <SpentLink purpose="join" />;
  return (
    <Entrance title={shell.say("join")}>
      <With loaded={invitation}>
        {(found) => <JoinForm code={code} invitation={found} spent={() => setSpent(true)} />}
      </With>
    </Entrance>
  );
}

interface JoinFormProps {
  code: string;
  invitation: Invitation;
  /** The link was used while this form was open, as in another tab. */
  spent(): void;
}

function JoinForm({ code, invitation, spent }: JoinFormProps) {
  const form = useForm({
    initial: { name: invitation.name, login: "", password: "" },
    check: (values) => ({
      ...emptyOnes(values),
      ...only({ name: nameFault(values.name), password: passwordFault(values.password) }),
    }),
    send: async (values) => {
      const session = await unlessSpent(join({ code, ...values }), spent);
      if (session === null) return;
      forgetCode("join");
      await enter(session);
      await go(addressOf({}), "replace");
    },
  });
  return (
    <FormBox form={form} send={shell.say("join.deed")}>
      <p class="lead">
        {shell.say("join.lead", {
          company: invitation.company,
          role: shell.say(`role.${invitation.role}`),
        })}
      </p>
      <TextField form={form} name="name" label={shell.say("join.name")} autoComplete="name" />
      <TextField
        form={form}
        name="login"
        label={shell.say("login")}
        hint={shell.say("join.login")}
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
  );
}

/** What comes of using a link; null, and `spent` is told, where it was used since it was looked at. */
export async function unlessSpent<T>(used: Promise<T>, spent: () => void): Promise<T | null> {
  try {
    return await used;
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
    spent();
    return null;
  }
}

/** A link that was used, or is too old. */
export function SpentLink({ purpose }: { purpose: "join" | "first-run" }) {
  return (
    <Entrance title={shell.say("spent")} lead={shell.say(`spent.${purpose}`)}>
      <button
        type="button"
        class="button primary"
        onClick={() => {
          forgetCode(purpose);
          void goToSignIn();
        }}
      >
        {shell.say("spent.sign-in")}
      </button>
    </Entrance>
  );
}
