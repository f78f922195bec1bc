/** The report's figures, each day's charts, ratings, and the files. */
import { useMemo } from "preact/hooks";
import { useLoaded, With } from "../parts/load";
import { Card, Empty } from "../parts/Page";
import { average, dateName, duration, number, percent } from "./amounts";
import { Chart } from "./Chart";
import { type Query, queryOf, type Ratings, type Report, report } from "./calls";
import { Figure } from "./Figure";
import { words } from "./words";

export function Results({ query }: { query: Query }) {
  const loaded = useLoaded(() => report(query), queryOf(query));
  return (
    <With loaded={loaded} rows={6}>
      {(found) => (
        <>
          <Figures found={found} />
          {isEmpty(found) ? (
            <Empty icon="info" title={words.say("empty")}>
              {words.say("empty.hint")}
            </Empty>
          ) : (
            <>
              {found.days.length > 1 ? <Days found={found} /> : null}
              <Scores ratings={found.ratings} />
            </>
          )}
        </>
      )}
    </With>
  );
}

const isEmpty = ({ total }: Report) =>
  total.inquiries + total.customerMessages + total.operatorMessages === 0;

function Figures({ found }: { found: Report }) {
  const { total, firstResponse, resolution, ratings } = found;
  const p90 = (value: number | null) =>
    value === null ? "" : words.say("p90", { duration: duration(value) });
  const share = (part: number, of: number) =>
    of > 0 ? words.say("share", { share: percent(part / of) }) : "";
  return (
    <Card title={words.say("figures")} lead={words.say("figures.lead")}>
      <dl class="figures">
        <Figure name={words.say("inquiries")} value={number(total.inquiries)} />
        <Figure
          name={words.say("first-response")}
          value={duration(firstResponse.median)}
          more={p90(firstResponse.p90)}
        />
        <Figure
          name={words.say("resolution")}
          value={duration(resolution.median)}
          more={p90(resolution.p90)}
        />
        <Figure
          name={words.say("answered")}
          value={number(total.answered)}
          more={share(total.answered, total.byCustomers)}
        />
        <Figure
          name={words.say("missed")}
          value={number(total.missed)}
          more={total.waiting > 0 ? words.say("still-waiting", { count: total.waiting }) : ""}
          warn={total.missed > 0}
        />
        <Figure
          name={words.say("resolved")}
          value={number(total.resolved)}
          more={share(total.resolved, total.inquiries)}
        />
        <Figure
          name={words.say("rating")}
          value={ratings.average === null ? "–" : average(ratings.average)}
          more={ratings.count > 0 ? words.say("ratings", { count: ratings.count }) : ""}
        />
        <Figure
          name={words.say("messages")}
          value={number(total.customerMessages + total.operatorMessages)}
          more={words.say("messages.more", {
            customers: number(total.customerMessages),
            operators: number(total.operatorMessages),
          })}
        />
      </dl>
    </Card>
  );
}

function Days({ found: { days } }: { found: Report }) {
  const drawn = useMemo(
    () => ({
      labels: days.map(({ date }) => dateName(date, "short")),
      names: days.map(({ date }) => dateName(date, "whole")),
      inquiries: [
        {
          name: words.say("inquiries"),
          values: days.map((day) => day.inquiries),
          hue: "--chart-first",
        },
        { name: words.say("missed"), values: days.map((day) => day.missed), hue: "--chart-bad" },
      ],
      responses: [
        {
          name: words.say("first-response"),
          values: days.map((day) => day.firstResponse),
          hue: "--chart-first",
        },
      ],
    }),
    [days],
  );
  const { labels, names } = drawn;
  return (
    <>
      <Chart
        title={words.say("by-day")}
        lead={words.say("by-day.lead")}
        axis={words.say("day")}
        labels={labels}
        names={names}
        series={drawn.inquiries}
        kind="bars"
        format={number}
      />
      {days.some((day) => day.firstResponse !== null) ? (
        <Chart
          title={words.say("response-by-day")}
          lead={words.say("response-by-day.lead")}
          axis={words.say("day")}
          labels={labels}
          names={names}
          series={drawn.responses}
          kind="line"
          format={duration}
        />
      ) : null}
    </>
  );
}

function Scores({ ratings }: { ratings: Ratings }) {
  if (ratings.count === 0) return null;
  return (
    <Card title={words.say("scores")}>
      <ol class="scores">
        {ratings.scores
          .map((count, index) => ({ score: index + 1, count }))
          .reverse()
          .map(({ score, count }) => (
            <li key={score}>
              <span>{words.say("score", { score: number(score) })}</span>
              <span class="bar">
                <span style={{ width: `${(count / ratings.count) * 100}%` }} />
              </span>
              <b>{number(count)}</b>
            </li>
          ))}
      </ol>
    </Card>
  );
}
