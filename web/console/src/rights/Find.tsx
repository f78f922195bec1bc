/** Finds a person by whatever it is known by. */
import { Icon } from "@chathub/ui";
import { addressOf } from "../address";
import type { FoundCustomer } from "../api/rights";
import { TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { Card } from "../parts/Page";
import { nameOf, timeOf } from "./names";
import { words } from "./words";

interface FindProps {
  organization: number;
  found: { query: string; all: readonly FoundCustomer[] } | null;
  find(query: string): Promise<void>;
}

export function Find({ organization, found, find }: FindProps) {
  const form = useForm({
    initial: { query: found?.query ?? "" },
    check: ({ query }) => (isShort(query.trim()) ? { query: words.say("find.short") } : {}),
    send: ({ query }) => find(query.trim()),
  });
  return (
    <Card title={words.say("find")} lead={words.say("find.lead")}>
      <FormBox form={form} send={words.say("find.deed")}>
        <TextField
          form={form}
          name="query"
          label={words.say("find.query")}
          hint={words.say("find.hint")}
          longest={255}
        />
      </FormBox>
      <div role="status" class="found-count">
        {found === null
          ? ""
          : found.all.length === 0
            ? words.say("found.none")
            : words.say("found", { count: found.all.length })}
      </div>
      {found?.all.length ? (
        <ul class="rows boxed-rows" aria-label={words.say("found.list")}>
          {found.all.map((one) => (
            <li key={one.id}>
              <a
                class="row"
                href={addressOf({ organization, screen: "rights", rest: String(one.id) })}
              >
                <span class="row-name">
                  <bdi>{nameOf(one)}</bdi>
                  <small>{[one.email, one.phone, one.identity].filter(Boolean).join(" · ")}</small>
                </span>
                <span class="row-more">
                  {one.blocked ? <span class="chip warn">{words.say("blocked")}</span> : null}
                  <small>
                    {one.activeAt === null
                      ? words.say("never")
                      : words.say("active", { time: timeOf(one.activeAt) })}
                  </small>
                </span>
                <span class="forward">
                  <Icon name="back" size={18} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

/** A single digit is long enough: the number of one of the first customers. */
const isShort = (query: string) => [...query].length < 2 && !/^[1-9]$/.test(query);
