/** From nothing to a working chat, step by step. How far one is, the server knows: a reload goes on where it was. */
import { useEffect, useState } from "preact/hooks";
import { addressOf, go } from "../address";
import * as calls from "../api/calls";
import type { Channel, Operator, OrganizationDetails, Session } from "../api/types";
import { codeFor } from "../code";
import { SpentLink } from "../entrance/Join";
import { SignIn } from "../entrance/SignIn";
import { useLoaded, With } from "../parts/load";
import { organizations, session } from "../session";
import { adopt } from "../theme";
import { CompanyStep } from "./CompanyStep";
import { LastStep } from "./LastStep";
import { Step } from "./Step";
import STYLES from "./start.css?inline";
import { OperatorStep, OrganizationStep, WebsiteStep } from "./steps";
import { words } from "./words";

export { words };

adopt(STYLES);

/** What is there already. */
export interface Progress {
  readonly organization: OrganizationDetails | null;
  readonly channel: Channel | null;
  readonly operator: Operator | null;
}

export function Wizard() {
  const who = session.value;
  if (who === null) {
    const code = codeFor("first-run");
    return code === null ? <SignIn /> : <FirstRun code={code} />;
  }
  return <Setup who={who} />;
}

function FirstRun({ code }: { code: string }) {
  const check = useLoaded(() => calls.checkFirstRun(code), code);
  // It may be used while the form is open, as in another tab.
  const [spent, setSpent] = useState(false);
  if (spent || check.value?.valid === false) return <SpentLink purpose="first-run" />;
  if (check.value === undefined) {
    return (
      <Step number={1} title={words.say("company.title")}>
        <With loaded={check}>{() => null}</With>
      </Step>
    );
  }
  return <CompanyStep code={code} spent={() => setSpent(true)} />;
}

function Setup({ who }: { who: Session }) {
  const progress = useLoaded(howFar, who.company.id);
  const next = () => progress.reload();
  const now = progress.value;
  if (now === undefined) {
    return (
      <Step number={2} title={words.say("loading")}>
        <With loaded={progress}>{() => null}</With>
      </Step>
    );
  }
  if (who.person.role === "viewer") return <Leave />;
  if (now.organization === null) return <OrganizationStep company={who.company.name} next={next} />;
  if (now.channel === null || now.organization.origins.length === 0) {
    return <WebsiteStep organization={now.organization} channel={now.channel} next={next} />;
  }
  if (now.operator === null) {
    return <OperatorStep organization={now.organization} next={next} />;
  }
  return <LastStep organization={now.organization} channel={now.channel} operator={now.operator} />;
}

/** The first organization is the one that is set up here; others are made elsewhere. */
async function howFar(): Promise<Progress> {
  const [first] = organizations.value;
  if (!first) return { organization: null, channel: null, operator: null };
  const [organization, channels, operators] = await Promise.all([
    calls.organization(first.id),
    calls.channels(first.id),
    calls.operators(first.id),
  ]);
  return {
    organization,
    channel: channels[0] ?? null,
    operator: operators.find(({ status }) => status === 0) ?? null,
  };
}

/** Who may only look cannot set anything up. */
function Leave() {
  useEffect(() => void go(addressOf({}), "replace"), []);
  return null;
}
