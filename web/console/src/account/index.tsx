/** One's own: password, language, looks; and for the owner the company's name. */
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { emptyOnes, nameFault, only, passwordFault } from "../parts/checks";
import { Labelled, TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { LanguageChoice } from "../parts/LanguageChoice";
import { Card, Page } from "../parts/Page";
import { tell } from "../parts/told";
import { isOwner, ownLogin, session } from "../session";
import { shell } from "../shell-words";
import { chooseTheme, chosenTheme } from "../theme";
import { words } from "./words";

export { words };

export function Screen() {
  // Fields that were sent are emptied by beginning anew.
  const [turn, setTurn] = useState(0);
  const login = ownLogin.value;
  return (
    <Page title={words.say("title")} lead={login ? words.say("lead", { login }) : null}>
      <Password key={turn} done={() => setTurn(turn + 1)} />
      {isOwner.value ? <Company /> : null}
      <Looks />
    </Page>
  );
}

function Password({ done }: { done(): void }) {
  const form = useForm({
    initial: { current: "", password: "" },
    check: (values) => ({
      ...only({ password: passwordFault(values.password) }),
      ...emptyOnes(values),
    }),
    send: async ({ current, password }) => {
      await calls.changePassword(current, password);
      tell(words.say("password.changed"));
      done();
    },
  });
  return (
    <Card
      title={words.say("password")}
      lead={words.say(isOwner.value ? "password.owner" : "password.lead")}
    >
      <FormBox form={form} send={words.say("password.deed")} onlyChanged>
        <input
          class="unseen"
          type="text"
          autoComplete="username"
          value={ownLogin.value ?? ""}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <TextField
          form={form}
          name="current"
          type="password"
          label={words.say("password.current")}
          autoComplete="current-password"
        />
        <TextField
          form={form}
          name="password"
          type="password"
          label={words.say("password.new")}
          hint={shell.say("password.hint")}
          autoComplete="new-password"
        />
      </FormBox>
    </Card>
  );
}

function Company() {
  const form = useForm({
    initial: { name: session.value?.company.name ?? "" },
    check: ({ name }) => only({ name: nameFault(name) }),
    send: async ({ name }) => {
      await calls.renameCompany(name.trim());
      const now = session.value;
      if (now) session.value = { ...now, company: { ...now.company, name: name.trim() } };
      tell(shell.say("saved"));
    },
  });
  return (
    <Card title={words.say("company")}>
      <FormBox form={form} send={shell.say("save")} onlyChanged>
        <TextField form={form} name="name" label={words.say("company.name")} />
      </FormBox>
    </Card>
  );
}

function Looks() {
  const [theme, setTheme] = useState(chosenTheme());
  return (
    <Card title={words.say("looks")} lead={words.say("looks.lead")}>
      <div class="form">
        <LanguageChoice />
        <Labelled label={words.say("theme")}>
          {(given) => (
            <select
              {...given}
              class="input"
              value={theme}
              onChange={(event) => {
                const chosen = event.currentTarget.value as typeof theme;
                chooseTheme(chosen);
                setTheme(chosen);
              }}
            >
              {(["auto", "light", "dark"] as const).map((one) => (
                <option key={one} value={one}>
                  {words.say(`theme.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
    </Card>
  );
}
