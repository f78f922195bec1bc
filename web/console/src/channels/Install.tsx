/** How the chat gets onto the company's pages, and on which it was seen. */
import { Button, Icon } from "@chathub/ui";
import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { changeOrigins, organization as detailsOf, seen } from "../api/calls";
import { Problem } from "../api/request";
import type { Channel, Organization, Seen } from "../api/types";
import { Copy } from "../parts/Copy";
import { Failure } from "../parts/Failure";
import { useLoaded, With } from "../parts/load";
import { Card } from "../parts/Page";
import { tell } from "../parts/told";
import { mayChange } from "../session";
import { locale } from "../words";
import { words } from "./words";

const LOOK_AGAIN_MS = 4000;

interface InstallProps {
  organization: Organization;
  channel: Channel;
}

export function Install({ organization, channel }: InstallProps) {
  return (
    <>
      <Card title={words.say("element.title")} lead={words.say("element.lead")}>
        <Copy
          label={words.say("element")}
          text={channel.element}
          copy={words.say("element.copy")}
          code
        />
      </Card>
      <SeenOn organization={organization} channel={channel} />
    </>
  );
}

function SeenOn({ organization, channel }: InstallProps) {
  const pages = useLoaded(() => seen(channel.guid), channel.guid);
  const details = useLoaded(() => detailsOf(organization.id), organization.id);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { reload } = pages;
  useEffect(() => {
    // Whoever has just pasted the element waits for it here, with the page beside this one.
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);

  async function allow(origin: string) {
    setProblem(null);
    try {
      details.put(await changeOrigins(organization.id, (now) => [...now, origin]));
      await reload();
      tell(words.say("allowed", { origin }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  }

  return (
    <Card title={words.say("seen.title")} lead={words.say("seen.lead")} flush>
      {problem ? <Failure problem={problem} /> : null}
      <With loaded={pages} rows={1}>
        {(list) =>
          list.length === 0 ? (
            <p class="sighting-none" role="status">
              <span class="spinner" />
              {words.say("seen.none")}
            </p>
          ) : (
            <ul class="rows">
              {list.map((one) => (
                <li key={one.origin}>
                  <Sighting page={one} allow={() => void allow(one.origin)} />
                </li>
              ))}
            </ul>
          )
        }
      </With>
      <With loaded={details} rows={1}>
        {({ origins }) => (
          <p class="allowed">
            {origins.length > 0 ? words.say("allowed.list") : words.say("allowed.none")}{" "}
            {origins.map((origin, index) => (
              <Fragment key={origin}>
                {index > 0 ? ", " : ""}
                <bdi>{origin}</bdi>
              </Fragment>
            ))}
          </p>
        )}
      </With>
    </Card>
  );
}

function Sighting({ page, allow }: { page: Seen; allow(): void }) {
  const values = { origin: page.origin, ago: ago(page.at, Date.now()) };
  return (
    <div class="row sighting">
      <span class={page.allowed ? "chip good" : "chip warn"}>
        <Icon name={page.allowed ? "check" : "block"} size={14} />
        {page.allowed ? words.say("seen.works") : words.say("seen.refused")}
      </span>
      <span class="row-name">
        {page.allowed ? words.say("seen.on", values) : words.say("seen.asked", values)}
      </span>
      {!page.allowed && mayChange.value ? (
        <Button onClick={allow}>{words.say("allow", { origin: page.origin })}</Button>
      ) : null}
    </div>
  );
}

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** "3 minutes ago", in the console's language. */
export function ago(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    const count = Math.floor((now - at) / length);
    if (count >= 1) return words.format(-count, unit);
  }
  return words.format(0, "minute");
}
