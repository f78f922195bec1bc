/** Rows of figures, each with its name. Where it is wider than the screen, it scrolls by itself. */
interface TableProps {
  title: string;
  columns: readonly string[];
  rows: readonly { key: string | number; name: string; note?: string; values: readonly string[] }[];
}

export function Table({ title, columns, rows }: TableProps) {
  const [first, ...others] = columns;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of rows is no set of fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reached by keys, too (axe: scrollable-region-focusable)
    <div class="table" role="group" aria-label={title} tabIndex={0}>
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {others.map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, note, values }) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{name}</bdi>
                {note ? <small> {note}</small> : null}
              </th>
              {values.map((value, index) => (
                <td key={others[index]} class="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
