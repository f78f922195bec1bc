/** A line drawing of 20 x 20. `flip` mirrors it where text runs right to left. */
export function Drawing(props: { d: string; size?: number; flip?: boolean }) {
  const size = props.size ?? 20;
  return (
    <svg
      class={props.flip ? "icon flip" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={props.d} />
    </svg>
  );
}
