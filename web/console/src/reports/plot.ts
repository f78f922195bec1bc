/** Draws numbers on a canvas by uPlot, in the colours of the page's theme, and anew when that or the width changes. */
import uPlot from "uplot";
import { hues } from "./hues";

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** The name of a token, such as `--accent`. */
  readonly hue: string;
}

export interface Drawn {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly kind: "bars" | "line";
  /** How a value is written at the axis. */
  format(value: number): string;
}

const HEIGHT = 220;

/** Draws into the element until the answer is called; `pointed` is told which label the pointer is at. */
export function plot(
  into: HTMLElement,
  drawn: Drawn,
  pointed: (index: number | null) => void,
): () => void {
  let made: uPlot | null = null;
  const draw = () => {
    made?.destroy();
    const width = into.clientWidth;
    made = width > 0 ? new uPlot(options(into, drawn, width, pointed), data(drawn), into) : null;
  };
  draw();
  let width = into.clientWidth;
  const resized = new ResizeObserver(() => {
    if (into.clientWidth === width) return;
    width = into.clientWidth;
    draw();
  });
  resized.observe(into);
  const themed = new MutationObserver(draw);
  themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw);
  return () => {
    resized.disconnect();
    themed.disconnect();
    dark.removeEventListener("change", draw);
    made?.destroy();
  };
}

function data({ labels, series }: Drawn): uPlot.AlignedData {
  return [labels.map((_, index) => index), ...series.map(({ values }) => [...values])];
}

function options(
  into: HTMLElement,
  drawn: Drawn,
  width: number,
  pointed: (index: number | null) => void,
): uPlot.Options {
  const colour = hues(into);
  const last = drawn.labels.length - 1;
  const axis = {
    stroke: colour("--text-soft"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: drawn.kind === "line" } },
    scales: {
      // Half a place on each side, for the first bar and the last.
      x: { time: false, range: [-0.6, last + 0.6] },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        incrs: [1, 2, 3, 6, 7, 14, 30, 61, 91],
        values: (_, splits) => splits.map((at) => drawn.labels[at] ?? ""),
      },
      {
        ...axis,
        size: (_, values) => 16 + 7 * Math.max(3, ...(values ?? []).map((text) => text.length)),
        incrs: drawn.kind === "bars" ? COUNTS : DURATIONS,
        values: (_, splits) => splits.map((value) => drawn.format(value)),
      },
    ],
    series: [{}, ...drawn.series.map((one, index) => seriesOf(one, index, drawn, colour))],
    hooks: { setCursor: [(self) => pointed(self.cursor.idx ?? null)] },
  };
}

/** Whole numbers, and durations that people know. */
const COUNTS = [1, 2, 5].flatMap((one) => [0, 1, 2, 3, 4, 5, 6].map((power) => one * 10 ** power));
COUNTS.sort((one, other) => one - other);
const DURATIONS = [
  1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 18_000, 43_200, 86_400, 172_800, 604_800,
  2_592_000,
].map((seconds) => seconds * 1_000);

function seriesOf(
  { name, hue }: Series,
  index: number,
  { kind, labels }: Drawn,
  colour: (name: string) => string,
): uPlot.Series {
  if (kind === "line") {
    const show = labels.length <= 62;
    return {
      label: name,
      stroke: colour(hue),
      width: 2,
      spanGaps: false,
      points: { show, size: 6, fill: colour(hue) },
    };
  }
  // What is behind is wider, so that both are seen.
  const paths = uPlot.paths.bars?.({ size: [index === 0 ? 0.7 : 0.4, 40], radius: 0.15 });
  return {
    label: name,
    fill: colour(hue),
    width: 0,
    points: { show: false },
    ...(paths ? { paths } : {}),
  };
}
