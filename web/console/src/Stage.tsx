/** The place where a screen stands: fetches it with its texts, and says so where it does not come. */
import { Button, Icon, Skeleton } from "@chathub/ui";
import { useEffect, useRef } from "preact/hooks";
import { addressOf, place } from "./address";
import { useChunk } from "./parts/chunk";
import { Empty, Page } from "./parts/Page";
import { type CompanyScreen, entryOf, type OrganizationScreen } from "./screens";
import { organizations } from "./session";
import { shell } from "./shell-words";

export function Stage() {
  const { organization: id, screen, rest } = place.value;
  const entry = entryOf(screen, id !== null);
  const chunk = useChunk<CompanyScreen | OrganizationScreen>(entry?.load);
  const key = `${id} ${screen}`;
  useFocusOnArrival(key, entry === undefined || chunk !== null);

  if (entry === undefined) return <Unknown />;
  if (chunk === "failed") return <Failed />;
  if (chunk === null) return <Loading />;
  if (entry.of === "company") {
    const { Screen } = chunk as CompanyScreen;
    return <Screen key={key} rest={rest} />;
  }
  const organization = organizations.value.find((one) => one.id === id);
  if (organization === undefined) return <Unknown />;
  const { Screen } = chunk as OrganizationScreen;
  return <Screen key={key} organization={organization} rest={rest} />;
}

/** Whoever goes to another screen by keyboard or by ear begins at its title. */
function useFocusOnArrival(key: string, ready: boolean): void {
  const last = useRef(key);
  useEffect(() => {
    if (!ready || last.current === key) return;
    last.current = key;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [key, ready]);
}

export function Loading() {
  return (
    <div class="page">
      <Skeleton rows={4} label={shell.say("loading")} />
    </div>
  );
}

function Unknown() {
  return (
    <Page title={shell.say("stage.unknown")}>
      <Empty
        icon="search"
        action={
          <a class="button" href={addressOf({})}>
            {shell.say("stage.home")}
          </a>
        }
      >
        {shell.say("stage.unknown.hint")}
      </Empty>
    </Page>
  );
}

export function Failed() {
  return (
    <Page title={shell.say("stage.failed")}>
      <div class="failure" role="alert">
        <Icon name="offline" />
        <p>{shell.say("stage.failed.hint")}</p>
        <Button icon="retry" onClick={() => location.reload()}>
          {shell.say("stage.reload")}
        </Button>
      </div>
    </Page>
  );
}
