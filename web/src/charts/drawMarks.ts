// Marks are told apart by their shape: holidays are diamonds, promotions bars with a sign, days out of stock are hatched.
import type uPlot from "uplot";
import type { Colours } from "./colours";
import type { Mark } from "./marks";

/** Above the plot, for what would hide its lines: a row of diamonds, below it one of bars. */
export const kLanes = 34;
const kDiamonds = 9;
const kBars = 25;
const kBarHeight = 12;
const kHalfDiamond = 4.5;
const kHatch = 7;
const kHalfDay = 43_200;

interface Sheet {
  readonly pen: CanvasRenderingContext2D;
  readonly box: uPlot.BBox;
  /** Points of the canvas in one of the page. */
  readonly scale: number;
  readonly colours: Colours;
}
interface Span {
  readonly from: number;
  readonly to: number;
}

function hatch({ pen, box, scale, colours }: Sheet, { from, to }: Span): void {
  pen.beginPath();
  pen.rect(from, box.top, to - from, box.height);
  pen.clip();
  pen.strokeStyle = colours.soft;
  pen.globalAlpha = 0.6;
  pen.lineWidth = scale;
  pen.beginPath();
  // All on one grid, so that neighbours fit together.
  const step = kHatch * scale;
  for (let x = Math.floor((from - box.height) / step) * step; x < to; x += step) {
    pen.moveTo(x, box.top + box.height);
    pen.lineTo(x + box.height, box.top);
  }
  pen.stroke();
}

function bar({ pen, box, scale, colours }: Sheet, { from, to }: Span): void {
  const [height, top] = [kBarHeight * scale, box.top - (kLanes - kBars + kBarHeight / 2) * scale];
  pen.fillStyle = colours.mark;
  pen.beginPath();
  pen.roundRect(from + scale / 2, top, Math.max(to - from - scale, 2 * scale), height, 2 * scale);
  pen.fill();
  if (to - from < height) return;
  pen.fillStyle = colours.paper;
  pen.font = `600 ${9 * scale}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText("%", (from + to) / 2, top + height / 2 + scale / 2);
}

function diamond({ pen, box, scale, colours }: Sheet, { from, to }: Span): void {
  const [x, y, half] = [(from + to) / 2, box.top - (kLanes - kDiamonds) * scale, kHalfDiamond * scale];
  pen.strokeStyle = colours.soft;
  pen.lineWidth = scale;
  pen.setLineDash([2 * scale, 3 * scale]);
  pen.beginPath();
  pen.moveTo(x, y + half);
  pen.lineTo(x, box.top + box.height);
  pen.stroke();
  pen.fillStyle = colours.ink;
  pen.beginPath();
  pen.moveTo(x, y - half);
  for (const [dx, dy] of [[half, 0], [0, half], [-half, 0]] as const) pen.lineTo(x + dx, y + dy);
  pen.fill();
}

const kDrawn = { stockOut: hatch, promotion: bar, holiday: diamond } as const;

/** Behind the lines; what reaches out of the plot is cut off at its sides. */
export function drawMarks(plot: uPlot, marks: readonly Mark[], colours: Colours): void {
  const { ctx: pen, bbox: box } = plot;
  const at = (day: string, shift: number) => {
    const x = plot.valToPos(Date.parse(`${day}T00:00:00Z`) / 1000 + shift, "x", true);
    return Math.min(box.left + box.width, Math.max(box.left, x));
  };
  for (const kind of ["stockOut", "promotion", "holiday"] as const) {
    for (const mark of marks.filter((one) => one.kind === kind)) {
      pen.save();
      kDrawn[kind]({ pen, box, scale: devicePixelRatio || 1, colours }, { from: at(mark.firstDay, -kHalfDay), to: at(mark.lastDay, kHalfDay) });
      pen.restore();
    }
  }
}
