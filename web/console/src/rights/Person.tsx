/** One person: how much is kept of it, taking it away as a file, and erasing it. */
import { Button, Icon } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { addressOf } from "../address";
import { downloadExport, type KeptCustomer, keptCustomer } from "../api/rights";
import { FormBox } from "../parts/FormBox";
import { useForm } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { Card, Page } from "../parts/Page";
import { tell } from "../parts/told";
import { locale } from "../words";
import { Erase } from "./Erase";
import { nameOf, timeOf } from "./names";
import { words } from "./words";

interface PersonProps {
  id: number;
  organization: number;
  erased(id: number): void;
}

export function Person({ id, organization, erased }: PersonProps) {
  const loaded = useLoaded(() => keptCustomer(id), id);
  const back = addressOf({ organization, screen: "rights" });
  const title = loaded.value ? nameOf(loaded.value.customer) : words.say("person");
  return (
    <Page title={title} lead={words.say("person.lead", { id })}>
      <a class="link way-back" href={back}>
        <Icon name="back" size={18} />
        {words.say("person.back")}
      </a>
      <With loaded={loaded} rows={6}>
        {(kept) => (
          <>
            <What kept={kept} />
            <Export id={id} />
            <Erasing kept={kept} back={back} erased={() => erased(id)} />
          </>
        )}
      </With>
    </Page>
  );
}

function What({ kept }: { kept: KeptCustomer }) {
  const { customer } = kept;
  const time = (at: number | null) => (at === null ? words.say("never") : timeOf(at));
  const known: [string, ComponentChildren][] = [
    [words.say("kept.email"), customer.email],
    [words.say("kept.phone"), customer.phone],
    [words.say("kept.identity"), customer.identity],
    [words.say("kept.channel"), customer.channel],
    [words.say("kept.since"), time(customer.createdAt)],
    [words.say("kept.active"), time(customer.activeAt)],
    [words.say("kept.consent"), kept.consentedAt === null ? null : time(kept.consentedAt)],
    [words.say("kept.messages"), words.say("count", { count: kept.messages })],
    [words.say("kept.notes"), words.say("count", { count: kept.notes })],
    [
      words.say("kept.files"),
      kept.files === 0
        ? words.say("files.none")
        : words.say("files", { count: kept.files, size: size(kept.bytes) }),
    ],
    [words.say("kept.ratings"), words.say("count", { count: kept.ratings })],
  ];
  return (
    <Card title={words.say("kept")}>
      {customer.blocked ? <p class="prose">{words.say("kept.blocked")}</p> : null}
      <dl class="kept">
        {known.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  );
}

/** Bytes as people say them. */
function size(bytes: number): string {
  const kilo = bytes < 1_000_000;
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: kilo ? "kilobyte" : "megabyte",
    maximumFractionDigits: 1,
  }).format(bytes / (kilo ? 1e3 : 1e6));
}

function Export({ id }: { id: number }) {
  const form = useForm({
    initial: {},
    send: async () => {
      // Where the session has ended, this asks for the password.
      await keptCustomer(id);
      await downloadExport(id);
      tell(words.say("export.done"));
    },
  });
  return (
    <Card title={words.say("export")}>
      <FormBox form={form} send={words.say("export.deed")}>
        <div class="prose">
          <p>{words.say("export.text")}</p>
          <p>{words.say("export.notes")}</p>
        </div>
      </FormBox>
    </Card>
  );
}

function Erasing(props: { kept: KeptCustomer; back: string; erased(): void }) {
  const [asking, setAsking] = useState(false);
  return (
    <Card title={words.say("erase")} lead={words.say("erase.lead")}>
      <Button look="danger" onClick={() => setAsking(true)}>
        {words.say("erase.open")}
      </Button>
      {asking ? <Erase {...props} close={() => setAsking(false)} /> : null}
    </Card>
  );
}
