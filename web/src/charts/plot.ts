// How a chart is drawn: what was sold as a line, what is expected dashed, its ranges as bands behind it.
import type uPlot from "uplot";
import type { Colours } from "./colours";
import { drawMarks, kLanes } from "./drawMarks";
import type { Mark } from "./marks";
import type { Columns } from "./points";

export interface Drawing {
  readonly colours: Colours;
  readonly width: number;
  readonly height: number;
  readonly value: (value: number) => string;
  readonly day: (seconds: number) => string;
  readonly marks: readonly Mark[];
  readonly onCursor: (index: number | null) => void;
}

const kFont = "12px system-ui, sans-serif";
const kLowAxis = 30;
const kWidePerLabel = 90;
const kTallPerLabel = 44;

export const dataOf = (columns: Columns): uPlot.AlignedData =>
  [columns.seconds, columns.hi95, columns.lo95, columns.hi80, columns.lo80, columns.expected, columns.sold];

/**  Each its own: uPlot keeps what it draws in them. */
const hidden = (): uPlot.Series => ({ stroke: "transparent", width: 0, points: { show: false } });

function axes({ colours, value, day }: Drawing): uPlot.Axis[] {
  const plain = { stroke: colours.soft, font: kFont, ticks: { show: false } };
  return [
    { ...plain, grid: { show: false }, space: kWidePerLabel, size: kLowAxis, values: (_, seconds) => seconds.map(day) },
    {
      ...plain, grid: { stroke: colours.line, width: 1 }, space: kTallPerLabel,
      // Before there are labels, they are null.
      size: (_, labels: string[] | null) => 12 + 7 * Math.max(3, ...(labels ?? []).map((label) => label.length)),
      values: (_, numbers) => numbers.map(value),
    },
  ];
}

export function optionsOf(drawing: Drawing): uPlot.Options {
  const { colours, width, height, marks, onCursor } = drawing;
  const line = { stroke: colours.accent, width: 2, points: { show: false }, spanGaps: false };
  return {
    width,
    height,
    padding: [marks.length > 0 ? kLanes : 10, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { size: 7, fill: colours.paper, width: 2 } },
    tzDate: (seconds) => new Date(seconds * 1000),
    scales: { x: { time: true }, y: { range: (_, least, most) => [Math.min(0, least), most > 0 ? most * 1.05 : 1] } },
    axes: axes(drawing),
    series: [{}, hidden(), hidden(), hidden(), hidden(), { ...line, dash: [5, 4] }, line],
    bands: [{ series: [1, 2], fill: colours.band95 }, { series: [3, 4], fill: colours.band80 }],
    hooks: {
      drawAxes: [(plot) => { drawMarks(plot, marks, colours); }],
      setCursor: [(plot) => { onCursor(plot.cursor.idx ?? null); }],
    },
  };
}
