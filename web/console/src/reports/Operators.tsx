/** What each operator did. */
import { useLoaded, With } from "../parts/load";
import { Card } from "../parts/Page";
import { average, duration, number } from "./amounts";
import { operatorFigures, type Query, queryOf } from "./calls";
import { Table } from "./Table";
import { words } from "./words";

export function Operators({ query }: { query: Query }) {
  const loaded = useLoaded(() => operatorFigures(query), queryOf(query));
  return (
    <Card title={words.say("operators")} lead={words.say("operators.lead")} flush>
      <With loaded={loaded}>
        {(found) =>
          found.length === 0 ? (
            <p class="rows-none">{words.say("operators.none")}</p>
          ) : (
            <Table
              title={words.say("operators")}
              columns={[
                words.say("operator"),
                words.say("taken"),
                words.say("messages"),
                words.say("first-response"),
                words.say("resolved"),
                words.say("rating"),
              ]}
              rows={found.map((one) => ({
                key: one.id,
                name: one.name,
                note: one.status === 0 ? "" : words.say(one.status === 1 ? "inactive" : "deleted"),
                values: [
                  number(one.taken),
                  number(one.messages),
                  duration(one.firstResponse.median),
                  number(one.resolved),
                  one.ratings.average === null
                    ? "–"
                    : `${average(one.ratings.average)} (${number(one.ratings.count)})`,
                ],
              }))}
            />
          )
        }
      </With>
    </Card>
  );
}
