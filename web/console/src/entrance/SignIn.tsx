/** Sign-in with a login and a password. */
import { signIn } from "../api/calls";
import { emptyOnes } from "../parts/checks";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { enter } from "../session";
import { shell } from "../shell-words";
import { Entrance } from "./Entrance";

export function SignIn() {
  const form = useForm({
    initial: { login: "", password: "" },
    check: emptyOnes,
    send: async ({ login, password }) => enter(await signIn(login.trim(), password)),
  });
  return (
    <Entrance
      title={shell.say("sign-in")}
      lead={shell.say("sign-in.lead")}
      foot={shell.say("sign-in.help")}
    >
      <FormBox form={form} send={shell.say("sign-in")}>
        <TextField form={form} name="login" label={shell.say("login")} autoComplete="username" />
        <TextField
          form={form}
          name="password"
          type="password"
          label={shell.say("password")}
          autoComplete="current-password"
        />
      </FormBox>
    </Entrance>
  );
}
