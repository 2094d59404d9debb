import { expect, test } from "vitest";
import type { TrendPoint } from "../api/trend";
import { columnsOf } from "./points";
import { stepsOf } from "./steps";

const sold: TrendPoint = { firstDay: "2026-11-22", lastDay: "2026-11-22", sold: { units: 4, amount: 40 }, expected: null, bounds: null };
const expected: TrendPoint = {
  firstDay: "2026-11-23", lastDay: "2026-11-23", sold: null, expected: { units: 5, amount: 50 }, bounds: { lo80: 3, hi80: 7, lo95: 2, hi95: 9 },
};

test("the expected line begins where the sold one ends", () => {
  const columns = columnsOf([sold, expected], "units");
  expect(columns.sold).toEqual([4, null]);
  expect(columns.expected).toEqual([4, 5]);
});

const dayAfter = { ...expected, firstDay: "2026-11-24", lastDay: "2026-11-24" };

test("ranges open where the sold line ends, are of units, and never drawn around money", () => {
  expect(columnsOf([sold, expected, dayAfter], "units").hi95).toEqual([4, 9, 9]);
  expect(columnsOf([sold, expected, dayAfter], "amount").hi95).toEqual([null, null, null]);
});

test("the range of a single period is no band", () => {
  expect(columnsOf([sold, expected, { ...dayAfter, bounds: null }], "units").hi95).toEqual([null, null, null]);
});

test("each bar of a waterfall begins where the one before it ends, and the last reaches the sum", () => {
  const { steps, sum } = stepsOf([{ name: "level", value: 8 }, { name: "price", value: -3 }]);
  expect(steps.map(({ from, to }) => [from, to])).toEqual([[0, 1], [1, 0.625]]);
  expect(sum).toMatchObject({ value: 5, from: 0, to: 0.625 });
});

test("a waterfall below zero stays within its width", () => {
  const { steps, zero } = stepsOf([{ name: "a", value: -4 }, { name: "b", value: 2 }]);
  expect(zero).toBe(1);
  expect(steps.map(({ from, to }) => [from, to])).toEqual([[1, 0], [0, 0.5]]);
});
