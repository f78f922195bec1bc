/** Icons: line drawings of 20 x 20, in the colour of the text around them, silent for screen readers. */

const PATHS = {
  attach:
    "M15.5 9.2 9.9 14.8a3.2 3.2 0 0 1-4.6-4.6l6-6a2.1 2.1 0 0 1 3 3l-6 6a1 1 0 0 1-1.5-1.4l5.4-5.5",
  send: "M3.2 4.1 17 10 3.2 15.9l1.6-5.9zM4.8 10H10",
  close: "m5 5 10 10M15 5 5 15",
  down: "m5 8 5 5 5-5",
  up: "m5 12 5-5 5 5",
  back: "m12 5-5 5 5 5",
  search: "M8.8 14.2a5.4 5.4 0 1 0 0-10.8 5.4 5.4 0 0 0 0 10.8ZM13 13l3.7 3.7",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  checks: "m2 10.5 3.4 3.5 7-8M9.6 13.2l.9.8 7-8",
  clock: "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM10 6.3V10l2.4 1.8",
  alert:
    "M10 7v3.8M10 13.6v.1M8.8 3.7 2.6 14.4a1.4 1.4 0 0 0 1.2 2.1h12.4a1.4 1.4 0 0 0 1.2-2.1L11.2 3.7a1.4 1.4 0 0 0-2.4 0Z",
  file: "M11.5 2.8H6a1.3 1.3 0 0 0-1.3 1.3v11.8A1.3 1.3 0 0 0 6 17.2h8a1.3 1.3 0 0 0 1.3-1.3V6.6zM11.3 3v3.8h3.9",
  image:
    "M4.2 3.6h11.6a.9.9 0 0 1 .9.9v11a.9.9 0 0 1-.9.9H4.2a.9.9 0 0 1-.9-.9v-11a.9.9 0 0 1 .9-.9ZM3.5 13.5l3.8-3.8 6 6M11 12.7l2-2 3.5 3.5M12.9 7.4v.1",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  note: "M4.2 3.5h11.6v8.6l-4.4 4.4H4.2zM11.4 16.3v-4.2h4.2M7 7h6M7 10h3",
  chat: "M4.6 3.9h10.8a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H9.4l-3.9 3v-3h-.9a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5ZM6.8 7.6h6.4M6.8 10.4h4",
  person:
    "M10 9.8a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.8 16.6c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6",
  mail: "M3.6 4.8h12.8a.8.8 0 0 1 .8.8v8.8a.8.8 0 0 1-.8.8H3.6a.8.8 0 0 1-.8-.8V5.6a.8.8 0 0 1 .8-.8ZM3 5.4l7 5.4 7-5.4",
  phone:
    "M6.6 3.4 8.3 7 6.7 8.5c.9 2 2.7 3.9 4.8 4.8l1.5-1.6 3.6 1.7-.5 2.4c-.2.7-.8 1.1-1.5 1C8.9 16.4 3.6 11.1 3.2 5.4c0-.7.4-1.3 1-1.5z",
  widen: "M11.5 3.5h5v5M16.2 3.8l-5 5M8.5 16.5h-5v-5M3.8 16.2l5-5",
  narrow: "M16 8.5h-4.5v-4.5M11.8 8.2l5-5M4 11.5h4.5v4.5M8.2 11.8l-5 5",
  more: "M4.6 10v.1M10 10v.1M15.4 10v.1",
  block: "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM5.2 5.2l9.6 9.6",
  retry: "M15.8 8.2A6.2 6.2 0 1 0 16 11.5M16.4 4.2v4.2h-4.2",
  offline:
    "M3 3l14 14M5.2 9.4c.8-.7 1.7-1.2 2.7-1.5M2.8 6.8c.7-.6 1.4-1.1 2.2-1.6M9.2 4.6c3-.2 5.8.8 8 2.2M12.5 8.1c.9.3 1.6.8 2.3 1.3M7.6 12.2c1.4-1 3.4-1 4.8 0M10 15.4v.1",
  verified:
    "m7 10.2 2.2 2.2 4-4.6M10 2.8l2 1.5 2.5-.1.7 2.4 2 1.5-.9 2.3.9 2.3-2 1.5-.7 2.4-2.5-.1-2 1.5-2-1.5-2.5.1-.7-2.4-2-1.5.9-2.3-.9-2.3 2-1.5.7-2.4 2.5.1z",
} as const;

export type IconName = keyof typeof PATHS;

/** One icon; the control around it carries the name. `flip` mirrors it where text runs right to left. */
export function Icon(props: { name: IconName; size?: number; flip?: boolean }) {
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
      focusable="false"
    >
      <path d={PATHS[props.name]} />
    </svg>
  );
}
