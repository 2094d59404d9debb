import { plusDays } from "../../api/days";
import type { Shape } from "../../api/question";
import type { Bounds, TrendPoint } from "../../api/trend";

type Product = Shape["Product"];
const kBack = 90;

type MaybeBounds = { readonly [Name in keyof Bounds]: number | null };

function boundsOf({ lo80, hi80, lo95, hi95 }: MaybeBounds): Bounds | null {
  return lo80 === null || hi80 === null || lo95 === null || hi95 === null ? null : { lo80, hi80, lo95, hi95 };
}

/** Day by day; a day without a sale is not told and counts as none, from the first one on. */
export function daysOf({ history, forecast, dataCut }: Pick<Product, "history" | "forecast" | "dataCut">): TrendPoint[] {
  const sold = new Map(history?.map((one) => [one.day, one]));
  const first = history?.[0]?.day ?? plusDays(dataCut, 1);
  const days = Array.from({ length: kBack }, (_, index) => plusDays(dataCut, index + 1 - kBack)).filter((day) => day >= first);
  const past = days.map((day): TrendPoint => {
    const one = sold.get(day);
    return { firstDay: day, lastDay: day, sold: one ? { units: one.units, amount: one.amount } : { units: 0, amount: 0 }, expected: null, bounds: null };
  });
  const coming = forecast.map((step): TrendPoint => ({
    firstDay: step.firstDay, lastDay: step.lastDay, sold: null,
    expected: { units: step.expectedUnits, amount: step.expectedAmount }, bounds: boundsOf(step),
  }));
  return [...past, ...coming];
}
