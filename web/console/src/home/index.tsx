/** The first screen: the company's organizations, each with a way into it. */
import { Icon } from "@chathub/ui";
import { Drawing } from "@chathub/ui/drawing";
import { addressOf } from "../address";
import { BUILDING } from "../parts/drawings";
import { Card, Page } from "../parts/Page";
import { organizations, session } from "../session";
import { words } from "./words";

export { words };

export function Screen() {
  return (
    <Page title={words.say("title", { name: session.value?.person.name ?? "" })}>
      <Card title={words.say("organizations")} flush>
        <ul class="rows">
          {organizations.value.map(({ id, name }) => (
            <li key={id}>
              <a class="row" href={addressOf({ organization: id, screen: "reports" })}>
                <Drawing d={BUILDING} />
                <bdi class="row-name">{name}</bdi>
                <Icon name="back" size={18} flip />
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
