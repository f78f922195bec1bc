/** Who answers an organization's customers. */

import { Drawing } from "@chathub/ui/drawing";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { Organization } from "../api/types";
import { PLUS, UPLOAD } from "../parts/drawings";
import { useLoaded, With } from "../parts/load";
import { Empty, Page, ReadOnly } from "../parts/Page";
import { mayChange } from "../session";
import { List } from "./List";
import { Import, Links } from "./lazy";
import { AddOperator } from "./sheets";
import { words } from "./words";

export { words };

type Open = "add" | "import" | { readonly links: readonly number[] } | null;

export function Screen({ organization }: { organization: Organization; rest: string }) {
  const loaded = useLoaded(() => calls.operators(organization.id), organization.id);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const add = (
    <button type="button" class="button primary" onClick={() => setOpen("add")}>
      <Drawing d={PLUS} size={18} />
      {words.say("add")}
    </button>
  );
  const imported = (
    <button type="button" class="button" onClick={() => setOpen("import")}>
      <Drawing d={UPLOAD} size={18} />
      {words.say("import")}
    </button>
  );
  return (
    <Page
      title={words.say("title")}
      lead={words.say("lead", { organization: organization.name })}
      action={
        mayChange.value && loaded.value?.length ? (
          <>
            {imported}
            {add}
          </>
        ) : null
      }
    >
      <ReadOnly />
      <With loaded={loaded}>
        {(operators) =>
          operators.length === 0 ? (
            <Empty
              icon="person"
              title={words.say("none")}
              action={
                mayChange.value ? (
                  <div class="empty-actions">
                    {add}
                    {imported}
                  </div>
                ) : null
              }
            >
              {words.say("none.hint")}
            </Empty>
          ) : (
            <List
              operators={operators}
              reload={loaded.reload}
              links={() => setOpen({ links: [] })}
            />
          )
        }
      </With>
      {open === "add" ? (
        <AddOperator organization={organization} close={close} done={loaded.reload} />
      ) : null}
      {open === "import" ? (
        <Import
          organization={organization}
          known={loaded.value ?? []}
          close={close}
          done={loaded.reload}
          links={(ids) => setOpen({ links: ids })}
        />
      ) : null}
      {open !== null && typeof open === "object" ? (
        <Links
          operators={(loaded.value ?? []).filter(({ status }) => status === 0)}
          chosen={open.links}
          close={close}
        />
      ) : null}
    </Page>
  );
}
