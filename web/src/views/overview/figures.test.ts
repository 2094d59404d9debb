import { expect, test } from "vitest";
import { kDefaults } from "../../state/place";
import { en } from "../../words/en";
import { numbersIn } from "../../words/numbers";
import { figuresOf } from "./figures";

const numbers = numbersIn("en-GB", "EUR", "UTC");
const now = {
  marketplaceId: "DE", sellerId: null, sellerName: null, categoryId: null, timeFrame: "week", window: "rolling", firstDay: "2026-11-24", lastDay: "2026-11-30", cycle: "DE-1", currency: "EUR",
  expectedUnits: 10, expectedAmount: 200, expectedMargin: 60, marginRate: 0.3, amountWithCost: 200, share: null,
};
const sold = { firstDay: "2026-11-17", lastDay: "2026-11-23", isOver: true, units: 8, amount: 160, margin: 50, marginRate: 0.3125, amountWithCost: 160, share: 0.1 };
const names = (change: Partial<typeof now>) => figuresOf({ ...now, ...change }, sold, kDefaults, en, numbers).map(({ name }) => name);

test("what is left is shown where costs are known, and a share where it is one seller's", () => {
  const always = [en.expectedRevenue, en.expectedUnits, en.perUnit];
  expect(names({})).toEqual([...always, en.expectedMargin]);
  expect(figuresOf({ ...now, expectedMargin: null }, sold, kDefaults, en, numbers).map(({ name }) => name)).toEqual(always);
  expect(figuresOf({ ...now, share: 0.12 }, sold, kDefaults, en, numbers).map(({ name }) => name)).toEqual([...always, en.expectedMargin, en.marketplaceShare]);
});

test("each number stands beside what was sold of it, where that is known", () => {
  expect(figuresOf({ ...now, share: 0.12 }, sold, kDefaults, en, numbers).map(({ value, was }) => [value, was])).toEqual([[200, 160], [10, 8], [20, 20], [60, 50], [0.12, 0.1]]);
  expect(figuresOf(now, null, kDefaults, en, numbers).map(({ was }) => was)).toEqual([null, null, null, null]);
});

test("a margin says of how much of the revenue it is told", () => {
  expect(figuresOf(now, sold, kDefaults, en, numbers)[3]?.note).toBe("30% of revenue");
  expect(figuresOf({ ...now, amountWithCost: 100 }, sold, kDefaults, en, numbers)[3]?.note).toBe("30% of the 50% of revenue with known costs");
});

test("nothing is known while nothing was answered", () => {
  expect(figuresOf(null, null, kDefaults, en, numbers).map(({ value }) => value)).toEqual([null, null, null]);
});
