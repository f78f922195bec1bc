/** A chart, what its colours mean, the values where the pointer is, and all of them as a table. */
import { useEffect, useRef, useState } from "preact/hooks";
import UPLOT from "uplot/dist/uPlot.min.css?inline";
import { Card } from "../parts/Page";
import { adopt } from "../theme";
import { type Drawn, plot } from "./plot";
import { Table } from "./Table";
import { words } from "./words";

adopt(UPLOT);

interface ChartProps extends Drawn {
  title: string;
  lead: string;
  /** What the labels are: days, hours. */
  axis: string;
  /** The labels in full. */
  names: readonly string[];
}

export function Chart(props: ChartProps) {
  const { title, axis, labels, names, series, kind, format } = props;
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const written = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : format(value);
  const latest = useRef(format);
  latest.current = format;

  useEffect(() => {
    if (place.current === null) return;
    const drawn = { labels, series, kind, format: (value: number) => latest.current(value) };
    return plot(place.current, drawn, setAt);
  }, [labels, series, kind]);

  return (
    <Card title={title} lead={props.lead}>
      <ul class="legend">
        {series.map(({ name, hue, values }) => (
          <li key={name}>
            <span class="hue" style={{ background: `var(${hue})` }} />
            {name}
            {at === null ? null : <b>{written(values[at])}</b>}
          </li>
        ))}
        {at === null ? null : <li class="pointed">{names[at]}</li>}
      </ul>
      <div class="plot" ref={place} role="img" aria-label={words.say("chart", { title })} />
      <details class="as-table">
        <summary>{words.say("as-table", { title })}</summary>
        <Table
          title={title}
          columns={[axis, ...series.map(({ name }) => name)]}
          rows={names.map((name, index) => ({
            key: name,
            name,
            values: series.map(({ values }) => written(values[index])),
          }))}
        />
      </details>
    </Card>
  );
}
