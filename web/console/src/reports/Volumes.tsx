/** When in the day, and in which channel, how much there was. */
import { useMemo } from "preact/hooks";
import { useLoaded, With } from "../parts/load";
import { Card } from "../parts/Page";
import { hourName, number } from "./amounts";
import { Chart } from "./Chart";
import { type Volumes as Found, type Query, queryOf, volumes } from "./calls";
import { Table } from "./Table";
import { words } from "./words";

export function Volumes({ query }: { query: Query }) {
  const loaded = useLoaded(() => volumes(query), queryOf(query));
  return (
    <With loaded={loaded}>
      {(found) =>
        found.channels.length === 0 ? null : (
          <>
            <Hours hours={found.hours} />
            <Channels channels={found.channels} />
          </>
        )
      }
    </With>
  );
}

function Hours({ hours }: { hours: Found["hours"] }) {
  const drawn = useMemo(
    () => ({
      names: hours.map(({ hour }) => hourName(hour)),
      series: [
        {
          name: words.say("messages.customers"),
          values: hours.map((hour) => hour.customerMessages),
          hue: "--chart-first",
        },
        {
          name: words.say("inquiries"),
          values: hours.map((hour) => hour.inquiries),
          hue: "--chart-second",
        },
      ],
    }),
    [hours],
  );
  return (
    <Chart
      title={words.say("by-hour")}
      lead={words.say("by-hour.lead")}
      axis={words.say("hour")}
      labels={drawn.names}
      names={drawn.names}
      series={drawn.series}
      kind="bars"
      format={number}
    />
  );
}

function Channels({ channels }: { channels: Found["channels"] }) {
  return (
    <Card title={words.say("by-channel")} flush>
      <Table
        title={words.say("by-channel")}
        columns={[
          words.say("channel"),
          words.say("inquiries"),
          words.say("missed"),
          words.say("resolved"),
          words.say("messages.customers"),
          words.say("messages.operators"),
        ]}
        rows={channels.map((one) => ({
          key: one.guid,
          name: one.name,
          values: [
            one.inquiries,
            one.missed,
            one.resolved,
            one.customerMessages,
            one.operatorMessages,
          ].map(number),
        }))}
      />
    </Card>
  );
}
