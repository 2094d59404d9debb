import { expect, test } from "vitest";
import type { Shape } from "../../api/question";
import { keptsOf } from "./promised";

const row = (categoryId: number, expectedUnits: number, sold: number | null, lo80: number, hi80: number) =>
  ({ categoryId, categoryName: `C${categoryId}`, expectedUnits, expectedAmount: expectedUnits * 10, lo80, hi80, ...(sold === null ? {} : { actual: { units: sold, amount: sold * 10 } }) });
const body = (...categories: ReturnType<typeof row>[]) =>
  ({ categories, totalExpectedUnits: 30, totalExpectedAmount: 300, actual: { units: 28, amount: 280 } }) as unknown as Shape["BestCategories"];

test("errors do not cancel each other out, and ranges that held are counted", () => {
  const { rows, total, error, inRange } = keptsOf([body(row(1, 10, 14, 8, 12)), body(row(2, 20, 14, 12, 25))], "units");
  expect(rows.map((one) => [one.name, one.expected, one.happened, one.isInRange])).toEqual([["C1", 10, 14, false], ["C2", 20, 14, true]]);
  expect([total, error, inRange]).toEqual([{ expected: 30, happened: 28 }, 10 / 28, 0.5]);
});

test("a period that is not over says nothing of what happened", () => {
  const { rows, error, inRange } = keptsOf([body(row(1, 10, null, 8, 12))], "amount");
  expect([rows[0]?.happened, error, inRange]).toEqual([null, null, null]);
});
