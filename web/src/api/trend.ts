// What was sold, period by period, and what is expected: put together from one answer for what is past and one for what comes.
import { ask } from "./ask";
import { localDay, plus, plusDays, type Grain } from "./days";
import { graph, type Question } from "./question";
import { soldSeries } from "./questions";
import type { Choices, Frame } from "../state/place";

export interface Bounds {
  lo80: number;
  hi80: number;
  lo95: number;
  hi95: number;
}
export interface TrendPoint {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly sold: Total | null;
  readonly expected: Total | null;
  readonly bounds: Bounds | null;
}
export interface Total {
  readonly units: number | null;
  readonly amount: number | null;
}

interface Span {
  grain: Grain;
  back: number;
  ahead: number;
}
/** How much is shown around a time frame. */
export const kSpans: Record<Frame, Span> = {
  day: { grain: "day", back: 14, ahead: 7 },
  week: { grain: "day", back: 21, ahead: 14 },
  month: { grain: "week", back: 9, ahead: 5 },
  quarter: { grain: "week", back: 13, ahead: 13 },
  half: { grain: "month", back: 12, ahead: 6 },
  year: { grain: "month", back: 13, ahead: 11 },
};

const kBuckets = { day: "DAY", week: "WEEK", month: "MONTH" } as const;

interface Expected {
  periodStart: string;
  periodEnd: string;
  totalExpectedUnits: number | null;
  totalExpectedAmount: number | null;
  interval?: Bounds | null;
  category?: { expectedUnits: number | null; expectedAmount: number | null; interval: Bounds | null } | null;
}

export function expectedQuestion({ marketplace, category, seller, frame }: Choices, dataCut: string): Question<{ data: Record<string, Expected> }> {
  const { grain, ahead } = kSpans[frame];
  const wanted = category
    ? `category(id: ${JSON.stringify(category)}) { expectedUnits expectedAmount interval { lo80 hi80 lo95 hi95 } }`
    : "totalExpectedUnits totalExpectedAmount interval { lo80 hi80 lo95 hi95 }";
  const at = (index: number) => plus(plusDays(dataCut, 1), index, grain);
  const whose = seller && `, sellerId: ${JSON.stringify(seller)}`;
  const one = (index: number) =>
    `p${index}: predictions(timeFrame: ${kBuckets[grain]}, date: "${at(index)}", marketplaceId: ${JSON.stringify(marketplace)}${whose}) { periodStart periodEnd ${wanted} }`;
  return graph(`{ ${Array.from({ length: ahead }, (_, index) => one(index)).join(" ")} }`);
}

async function sold(choices: Choices, dataCut: string, timeZone: string, signal: AbortSignal): Promise<TrendPoint[]> {
  const { grain, back } = kSpans[choices.frame];
  const at = (index: number) => plus(plusDays(dataCut, 1), index, grain);
  const { body } = await ask(soldSeries(choices, { timeFrame: grain, from: at(-back), to: at(-1) }, timeZone), signal);
  const points = body.periods.map(({ firstDay, lastDay, units, amount }) => ({ firstDay, lastDay, sold: { units, amount }, expected: null, bounds: null }));
  // Nothing at all was sold before the data begin.
  return points.slice(points.findIndex((point) => point.sold.units !== 0 || point.sold.amount !== 0));
}

function expectedPoint(one: Expected, timeZone: string): TrendPoint {
  const inside = one.category;
  return {
    firstDay: localDay(one.periodStart, timeZone),
    lastDay: localDay(one.periodEnd, timeZone),
    sold: null,
    expected: inside
      ? { units: inside.expectedUnits, amount: inside.expectedAmount }
      : { units: one.totalExpectedUnits, amount: one.totalExpectedAmount },
    bounds: (inside ?? one).interval ?? null,
  };
}

export async function trend(choices: Choices, dataCut: string, timeZone: string, signal: AbortSignal): Promise<TrendPoint[]> {
  const [past, coming] = await Promise.all([sold(choices, dataCut, timeZone, signal), ask(expectedQuestion(choices, dataCut), signal)]);
  return [...past, ...Object.values(coming.body.data).map((one) => expectedPoint(one, timeZone))];
}
