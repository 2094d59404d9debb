// A period's numbers, category by category: what was sold where it is over, what is expected where it is not.
import { ask } from "./ask";
import { localDay, plusDays, yearBefore } from "./days";
import { linkedPages, numberedPages } from "./pages";
import { expectedIn, soldCategories, type Bucket, type Marketplace } from "./questions";
import type { Total } from "./trend";
import type { Choices, Comparison, Frame } from "../state/place";

const kLimit = 100;
const kMostPages = 20;

export interface PeriodRow extends Total {
  readonly name: string;
}
export interface PeriodNumbers {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isOver: boolean;
  readonly total: Total;
  readonly rows: ReadonlyMap<string, PeriodRow>;
}

const bucketOf = (frame: Frame, bucketStart: string): Bucket => ({ bucketType: frame.toUpperCase() as Bucket["bucketType"], bucketStart });

/** The calendar's period of a frame that a day lies in. */
export async function spanOf({ marketplace, frame }: Choices, day: string, signal: AbortSignal): Promise<{ firstDay: string; lastDay: string }> {
  const { bucketStart = day, bucketEnd = day } = (await ask(soldCategories(marketplace, bucketOf(frame, day), 1), signal)).body;
  return { firstDay: bucketStart, lastDay: bucketEnd };
}

async function soldWithin({ marketplace, frame }: Choices, day: string, signal: AbortSignal): Promise<PeriodNumbers> {
  const bodies = await numberedPages((page) => soldCategories(marketplace, bucketOf(frame, day), kLimit, page), kLimit, (body) => body.totalCategories, signal);
  const [first] = bodies;
  const rows = bodies.flatMap((body) => body.categories).map((row) => [String(row.categoryId), { name: row.categoryName, units: row.units, amount: row.totalSalesAmount }] as const);
  return {
    firstDay: first?.bucketStart ?? day, lastDay: first?.bucketEnd ?? day, isOver: true,
    total: { units: first?.totalUnits ?? null, amount: first?.totalSalesAmount ?? null }, rows: new Map(rows),
  };
}

async function expectedWithin(choices: Choices, day: string, timeZone: string, signal: AbortSignal): Promise<PeriodNumbers> {
  const { bodies } = await linkedPages(expectedIn(choices, { dateTime: day }), { atMost: kMostPages, signal });
  const [first] = bodies;
  const rows = bodies.flatMap((body) => body.categories).map((row) =>
    [String(row.categoryId), { name: row.categoryName ?? "", units: row.expectedUnits ?? null, amount: row.expectedAmount ?? null }] as const);
  return {
    firstDay: first ? localDay(first.periodStart, timeZone) : day, lastDay: first ? localDay(first.periodEnd, timeZone) : day, isOver: false,
    total: { units: first?.totalExpectedUnits ?? null, amount: first?.totalExpectedAmount ?? null }, rows: new Map(rows),
  };
}

export async function numbersOf(choices: Choices, day: string, { dataCut, timeZone }: Marketplace, signal: AbortSignal): Promise<PeriodNumbers> {
  const { lastDay } = await spanOf(choices, day, signal);
  return lastDay <= dataCut ? soldWithin(choices, day, signal) : expectedWithin(choices, day, timeZone, signal);
}

/** A day of the period that one is compared with where the reader names none. Of days and weeks the one a year before begins on the same weekday. */
export function dayBeside(firstDay: string, frame: Frame, comparison: Comparison): string {
  if (comparison !== "year") return plusDays(firstDay, -1);
  return frame === "day" || frame === "week" ? plusDays(firstDay, -364) : yearBefore(firstDay);
}
