/** The first screen: what is set up, what is missing, and the way to each organization. */
import { Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { addressOf, ROOT } from "../address";
import { PLACES } from "../code";
import { currentOrganization } from "../Navigation";
import { BUILDING } from "../parts/drawings";
import { useLoaded, With } from "../parts/load";
import { Card, Empty, Page } from "../parts/Page";
import { mayChange, organizations, session } from "../session";
import { adopt } from "../theme";
import STYLES from "./home.css?inline";
import { type Setup, setupOf, type Task } from "./setup";
import { words } from "./words";

export { words };

adopt(STYLES);

export function Screen() {
  const who = session.value;
  const current = currentOrganization();
  const organization = organizations.value.find(({ id }) => id === current);
  return (
    <Page
      // The owner is called as the company's login, which nobody wants to be greeted by.
      title={words.say("title", {
        name: (who?.person.id === null ? who.company.name : who?.person.name) ?? "",
      })}
      lead={words.say("lead", { company: who?.company.name ?? "" })}
    >
      {organization === undefined ? (
        <Empty
          icon="chat"
          title={words.say("none")}
          action={
            mayChange.value ? (
              <a class="button primary" href={`${ROOT}/${PLACES["first-run"]}`}>
                {words.say("begin")}
              </a>
            ) : null
          }
        >
          {words.say("none.hint")}
        </Empty>
      ) : (
        <State key={organization.id} id={organization.id} name={organization.name} />
      )}
      {organizations.value.length > 1 ? <Organizations /> : null}
    </Page>
  );
}

function State({ id, name }: { id: number; name: string }) {
  const loaded = useLoaded(() => setupOf(id), id);
  return (
    <With loaded={loaded}>
      {(setup) => (
        <Card
          flush
          title={name}
          lead={setup.seenOn ? words.say("seen", { origin: setup.seenOn }) : words.say("unseen")}
          action={<Count setup={setup} />}
        >
          <ul class="rows">
            {setup.tasks.map((task) => (
              <TaskRow key={task.name} id={id} task={task} />
            ))}
          </ul>
        </Card>
      )}
    </With>
  );
}

function Count({ setup: { tasks } }: { setup: Setup }) {
  const done = tasks.filter((task) => task.done).length;
  return (
    <span class={done === tasks.length ? "chip good" : "chip"}>
      {done === tasks.length
        ? words.say("all-done")
        : words.say("count", { done, all: tasks.length })}
    </span>
  );
}

function TaskRow({ id, task }: { id: number; task: Task }) {
  const { name, done, screen } = task;
  return (
    <li>
      <a class="row task" href={addressOf({ organization: id, screen })}>
        <span class={done ? "tick done" : "tick"}>
          {done ? <Icon name="check" size={16} /> : null}
        </span>
        <span class="row-name">
          {words.say(`task.${name}`)}
          <small>{words.say(done ? `task.${name}.done` : `task.${name}.hint`)}</small>
        </span>
        <span class="unseen">{words.say(done ? "done" : "missing")}</span>
        <span class="forward">
          <Icon name="back" size={18} />
        </span>
      </a>
    </li>
  );
}

function Organizations() {
  return (
    <Card title={words.say("organizations")} flush>
      <ul class="rows">
        {organizations.value.map(({ id, name }) => (
          <li key={id}>
            <a class="row" href={addressOf({ organization: id, screen: "reports" })}>
              <Drawing d={BUILDING} />
              <span class="row-name">
                <bdi>{name}</bdi>
              </span>
              <span class="forward">
                <Icon name="back" size={18} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
