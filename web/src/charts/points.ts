// Lists of points as the columns that a chart draws.
import type { Measure } from "../state/place";
import type { Bounds, TrendPoint } from "../api/trend";

export type Column = (number | null)[];
export interface Columns {
  readonly seconds: number[];
  readonly sold: Column;
  readonly expected: Column;
  readonly lo80: Column;
  readonly hi80: Column;
  readonly lo95: Column;
  readonly hi95: Column;
}

/** Bounds are of units: of money there are none. They open where the sold line ends; those of a single period are no band. */
export function columnsOf(points: readonly TrendPoint[], measure: Measure): Columns {
  const lastSold = points.findLastIndex((point) => point.sold !== null);
  const isBand = measure === "units" && points.filter((point) => point.bounds !== null).length > 1;
  const bound = (name: keyof Bounds) => points.map((point, index) =>
    (isBand ? (point.bounds?.[name] ?? (index === lastSold ? (point.sold?.units ?? null) : null)) : null));
  const isAhead = points.some((point) => point.expected !== null);
  return {
    seconds: points.map((point) => Date.parse(`${point.firstDay}T00:00:00Z`) / 1000),
    sold: points.map((point) => point.sold?.[measure] ?? null),
    // The dashed line begins where the other ends.
    expected: points.map((point, index) => point.expected?.[measure] ?? (isAhead && index === lastSold ? (point.sold?.[measure] ?? null) : null)),
    lo80: bound("lo80"),
    hi80: bound("hi80"),
    lo95: bound("lo95"),
    hi95: bound("hi95"),
  };
}
