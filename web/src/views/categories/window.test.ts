import { expect, test } from "vitest";
import { blocksOf, rangeInSight } from "./window";

test("of a hundred thousand rows a screenful is there, wherever one scrolls", () => {
  for (const past of [-300, 0, 60, 3_000_000, 6_199_000, 9e9]) {
    const { first, end } = rangeInSight(past, 900, 62, 100_000);
    expect(end - first, `past ${past}`).toBeGreaterThan(0);
    expect(end - first).toBeLessThan(45);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(100_000);
  }
  expect(rangeInSight(62 * 1000, 620, 62, 100_000)).toEqual({ first: 988, end: 1022 });
});

test("a list without rows has nothing in sight", () => {
  expect(rangeInSight(0, 900, 62, 0)).toEqual({ first: 0, end: 0 });
});

test("a range over two pages is a part of each", () => {
  expect(blocksOf({ first: 90, end: 120 }, 50)).toEqual([{ page: 2, first: 90, end: 100 }, { page: 3, first: 100, end: 120 }]);
  expect(blocksOf({ first: 0, end: 0 }, 50)).toEqual([]);
});
