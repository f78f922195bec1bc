/** Where one can go: the company's screens, and those of the chosen organization. */
import { Face } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { useId } from "preact/hooks";
import { addressOf, go, place } from "./address";
import { Mark } from "./Mark";
import { BOOK, LEAVE } from "./parts/drawings";
import { type Entry, entryOf, SCREENS } from "./screens";
import { leave, organizations, session } from "./session";
import { shell } from "./shell-words";

/** The organization that the address names, else the one looked at last, else the first. */
let lookedAt: number | null = null;

export function currentOrganization(): number | null {
  const ids = organizations.value.map(({ id }) => id);
  const named = place.value.organization;
  if (named !== null && ids.includes(named)) lookedAt = named;
  else if (lookedAt !== null && !ids.includes(lookedAt)) lookedAt = null;
  return lookedAt ?? ids[0] ?? null;
}

/** `again`: whoever goes where they already are has chosen too. */
export function Navigation({ again }: { again?: () => void }) {
  const who = session.value;
  const organization = currentOrganization();
  const [home, ...others] = SCREENS.filter(({ of }) => of === "company");
  const ofOrganization = SCREENS.filter(({ of }) => of === "organization");
  if (!home || who === null) return null;
  return (
    <nav class="nav" aria-label={shell.say("nav.label")}>
      <span class="brand">
        <Mark />
        <span>
          ChatHub
          <small>
            <bdi>{who.company.name}</bdi>
          </small>
        </span>
      </span>
      <Links entries={[home]} organization={null} again={again} />
      {organization === null ? null : (
        <>
          <OrganizationChoice organization={organization} />
          <Links entries={ofOrganization} organization={organization} again={again} />
        </>
      )}
      <h2 class="nav-title">{shell.say("nav.company")}</h2>
      <Links entries={others} organization={null} again={again} />
      <a class="nav-link" href="/docs/guide/index.html" target="_blank" rel="noopener">
        <Drawing d={BOOK} />
        {shell.say("nav.help")}
      </a>
      <div class="nav-person">
        <Face name={who.person.name} seed={`${who.company.id} ${who.person.id}`} size={34} />
        <span class="nav-who">
          <span>
            <bdi>{who.person.name}</bdi>
          </span>
          <small>{shell.say(`role.${who.person.role}`)}</small>
        </span>
        <button
          type="button"
          class="icon-button"
          aria-label={shell.say("sign-out")}
          title={shell.say("sign-out")}
          onClick={() => void leave()}
        >
          <Drawing d={LEAVE} flip />
        </button>
      </div>
    </nav>
  );
}

interface LinksProps {
  entries: readonly Entry[];
  organization: number | null;
  again?: (() => void) | undefined;
}

function Links({ entries, organization, again }: LinksProps) {
  const now = place.value;
  return (
    <ul>
      {entries.map(({ name, title, drawing }) => {
        const isHere =
          now.screen === name && (now.organization !== null) === (organization !== null);
        return (
          <li key={name}>
            <a
              class="nav-link"
              href={addressOf({ organization, screen: name })}
              aria-current={isHere ? "page" : undefined}
              onClick={() => isHere && again?.()}
            >
              <Drawing d={drawing} />
              {shell.say(title)}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function OrganizationChoice({ organization }: { organization: number }) {
  const id = useId();
  const all = organizations.value;
  const only = all.length === 1 ? all[0] : undefined;
  if (only) {
    return (
      <h2 class="nav-title">
        <bdi>{only.name}</bdi>
      </h2>
    );
  }
  // The same screen of the other one; from a screen of the company, the first.
  const { organization: named, screen } = place.value;
  const same = named !== null && entryOf(screen, true) ? screen : "reports";
  return (
    <div class="nav-choice">
      <label class="nav-title" for={id}>
        {shell.say("nav.organization")}
      </label>
      <select
        id={id}
        class="input"
        value={organization}
        onChange={(event) =>
          void go(addressOf({ organization: Number(event.currentTarget.value), screen: same }))
        }
      >
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
