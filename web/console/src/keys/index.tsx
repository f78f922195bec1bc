/** The company token, with which the company's own server works. */
import { Button } from "@chathub/ui";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { Confirm } from "../parts/Confirm";
import { Copy } from "../parts/Copy";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { Card, Page } from "../parts/Page";
import { tell } from "../parts/told";
import { isOwner } from "../session";
import { words } from "./words";

export { words };

export function Screen() {
  const [token, setToken] = useState<string | null>(null);
  const [revoking, setRevoking] = useState(false);
  const form = useForm({
    initial: {},
    send: async () => setToken((await calls.newCompanyToken()).token),
  });
  return (
    <Page title={words.say("title")} lead={words.say("lead")}>
      {isOwner.value ? null : <p class="read-only">{words.say("owner-only")}</p>}
      <Card title={words.say("token")} lead={words.say("token.lead")}>
        {token !== null ? (
          <>
            <Copy
              code
              label={words.say("token.label")}
              text={token}
              copy={words.say("token.copy")}
            />
            <p class="prose">{words.say("token.once")}</p>
          </>
        ) : isOwner.value ? (
          <FormBox form={form} send={words.say("token.make")}>
            <p class="prose">{words.say("token.text")}</p>
          </FormBox>
        ) : (
          <p class="prose">{words.say("token.text")}</p>
        )}
      </Card>
      {isOwner.value ? (
        <Card title={words.say("revoke")} lead={words.say("revoke.lead")}>
          <Button look="danger" onClick={() => setRevoking(true)}>
            {words.say("revoke.deed")}
          </Button>
        </Card>
      ) : null}
      <Card title={words.say("channels")} lead={words.say("channels.lead")} />
      {revoking ? (
        <Confirm
          title={words.say("revoke.title")}
          deed={words.say("revoke.deed")}
          close={() => setRevoking(false)}
          act={async () => {
            await calls.revokeTokens();
            setToken(null);
            tell(words.say("revoked"));
          }}
        >
          {words.say("revoke.text")}
        </Confirm>
      ) : null}
    </Page>
  );
}
