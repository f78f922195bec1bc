/** One number, with its name and what stands behind it. */
interface FigureProps {
  name: string;
  value: string;
  more?: string;
  warn?: boolean;
}

export function Figure({ name, value, more, warn }: FigureProps) {
  return (
    <div class={warn ? "figure warn" : "figure"}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {more ? <small>{more}</small> : null}
      </dd>
    </div>
  );
}
