/** The pages that may show an organization's chat, by their origins. */
import { Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { OrganizationDetails } from "../api/types";
import { Confirm } from "../parts/Confirm";
import { emptyOnes } from "../parts/checks";
import { BIN } from "../parts/drawings";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { originOf } from "../parts/origin";
import { Card } from "../parts/Page";
import { tell } from "../parts/told";
import { mayChange } from "../session";
import { words } from "./words";

interface OriginsProps {
  details: OrganizationDetails;
  put(details: OrganizationDetails): void;
}

export function Origins({ details, put }: OriginsProps) {
  const [removing, setRemoving] = useState<string | null>(null);
  const { id, origins } = details;
  return (
    <Card title={words.say("origins")} lead={words.say("origins.lead")}>
      {origins.length === 0 ? (
        <p class="origins-none">
          <Icon name="info" size={18} />
          {words.say("origins.none")}
        </p>
      ) : (
        <ul class="boxed-rows" aria-label={words.say("origins")}>
          {origins.map((origin) => (
            <li key={origin} class="row">
              <span class="row-name mono">
                <bdi>{origin}</bdi>
              </span>
              {mayChange.value ? (
                <button
                  type="button"
                  class="icon-button"
                  aria-label={words.say("origins.remove", { origin })}
                  title={words.say("origins.remove", { origin })}
                  onClick={() => setRemoving(origin)}
                >
                  <Drawing d={BIN} />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayChange.value ? (
        // Another list, another form: what was added is not in the field any more.
        <AddOrigin key={origins.join(" ")} details={details} put={put} />
      ) : null}
      {removing !== null ? (
        <Confirm
          title={words.say("origins.remove.title", { origin: removing })}
          deed={words.say("origins.remove.deed")}
          close={() => setRemoving(null)}
          act={async () => {
            put(await calls.changeOrigins(id, (now) => now.filter((one) => one !== removing)));
            tell(words.say("origins.removed", { origin: removing }));
          }}
        >
          {words.say("origins.remove.text")}
        </Confirm>
      ) : null}
    </Card>
  );
}

function AddOrigin({ details, put }: OriginsProps) {
  const form = useForm({
    initial: { origins: "" },
    check: ({ origins }) =>
      details.origins.includes(originOf(origins))
        ? { origins: words.say("origins.there") }
        : emptyOnes({ origins }),
    send: async ({ origins }) => {
      const added = originOf(origins);
      put(await calls.changeOrigins(details.id, (now) => [...now, added]));
      tell(words.say("origins.added", { origin: added }));
    },
  });
  return (
    <FormBox form={form} send={words.say("origins.add")}>
      <TextField
        form={form}
        name="origins"
        type="url"
        inputMode="url"
        label={words.say("origins.label")}
        hint={words.say("origins.hint")}
        placeholder="https://www.example.com"
      />
    </FormBox>
  );
}
