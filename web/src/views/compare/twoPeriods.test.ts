import { expect, test } from "vitest";
import { dayBeside, type PeriodNumbers } from "../../api/periods";
import { pairsOf } from "./twoPeriods";

const period = (units: Record<string, number>): PeriodNumbers => ({
  firstDay: "2026-11-16", lastDay: "2026-11-22", isOver: true, total: { units: null, amount: null },
  rows: new Map(Object.entries(units).map(([id, count]) => [id, { name: `C${id}`, units: count, amount: null }])),
});

test("categories of both periods stand beside each other, also those that only one knows", () => {
  const pairs = pairsOf(period({ 1: 5, 2: 9 }), period({ 1: 4, 3: 7 }), "units");
  expect(pairs.map(({ name, now, beside }) => [name, now, beside])).toEqual([["C2", 9, 0], ["C1", 5, 4], ["C3", 0, 7]]);
});

test("what the source does not measure is unknown and not zero", () => {
  expect(pairsOf(period({ 1: 5 }), period({ 1: 4 }), "amount")[0]).toMatchObject({ now: null, beside: null });
});

test("a week is compared with the same weekdays of a year before, a month with its name", () => {
  expect(dayBeside("2026-11-16", "week", "before")).toBe("2026-11-15");
  expect(dayBeside("2026-11-16", "week", "year")).toBe("2025-11-17");
  expect(dayBeside("2026-11-01", "month", "year")).toBe("2025-11-01");
});
