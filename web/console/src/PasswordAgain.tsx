/** The session has ended while somebody works: a dialog asks for the password, and behind it everything stays. */
import { Button } from "@chathub/ui";
import { emptyOnes } from "./parts/checks";
import { Dialog } from "./parts/Dialog";
import { TextField } from "./parts/Field";
import { FormBox } from "./parts/FormBox";
import { useForm } from "./parts/form";
import { forget, goOn, ownLogin } from "./session";
import { shell } from "./shell-words";

export function PasswordAgain() {
  const form = useForm({
    initial: { login: ownLogin.value ?? "", password: "" },
    check: emptyOnes,
    send: ({ login, password }) => goOn(login, password),
  });
  return (
    <Dialog title={shell.say("again.title")}>
      <FormBox
        form={form}
        send={shell.say("again.deed")}
        beside={<Button onClick={forget}>{shell.say("sign-out")}</Button>}
      >
        <p class="prose">{shell.say("again.text")}</p>
        <TextField
          form={form}
          name="login"
          label={shell.say("login")}
          autoComplete="username"
          disabled={ownLogin.value !== null}
        />
        <TextField
          form={form}
          name="password"
          type="password"
          label={shell.say("password")}
          autoComplete="current-password"
          autoFocus
        />
      </FormBox>
    </Dialog>
  );
}
