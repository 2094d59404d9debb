import { expect, test } from "vitest";
import { wordsOf } from "../words/useWords";
import { numbersIn } from "../words/numbers";
import { marksOf } from "../views/product/marksOf";
import { marksWithin, namesOf, nextMarked, type Mark } from "./marks";
import { spoken } from "./spoken";

const calendar = {
  holidays: [{ day: "2026-11-25", name: "St Catherine" }],
  promotions: [{ firstDay: "2026-11-24", lastDay: "2026-11-26", discount: 0.2 }],
  stockOuts: [{ firstDay: "2026-11-20", lastDay: null }],
};
const day = (text: string) => ({ firstDay: text, lastDay: text, sold: { units: 3, amount: 30 }, expected: null, bounds: null });
const days = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"].map(day);
const numbers = numbersIn("en", "EUR", "UTC");
const marks = async (): Promise<Mark[]> => marksOf({ calendar, dataCut: "2026-11-22" }, await wordsOf("en"), numbers);

test("a product out of stock when its data end is so up to there", async () => {
  const told = await marks();
  expect(told.find(({ kind }) => kind === "stockOut")).toMatchObject({ firstDay: "2026-11-20", lastDay: "2026-11-22" });
  expect(marksOf({ calendar: { ...calendar, stockOuts: null }, dataCut: "2026-11-22" }, await wordsOf("en"), numbers).map(({ kind }) => kind)).toEqual(["holiday", "promotion"]);
  expect(marksOf({ calendar: null, dataCut: "2026-11-22" }, await wordsOf("en"), numbers)).toEqual([]);
});

test("a day has all marks that reach over it", async () => {
  const named = (text: string, told: readonly Mark[]) => namesOf(marksWithin(told, day(text)));
  const told = await marks();
  expect(["2026-11-22", "2026-11-23", "2026-11-25", "2026-11-26"].map((text) => named(text, told))).toEqual(["Out of stock", "", "St Catherine, 20% off", "20% off"]);
  expect(marksWithin(told, { firstDay: "2026-11-23", lastDay: "2026-11-30" })).toHaveLength(2);
});

test("keys lead from mark to mark, and stay where there is no further one", async () => {
  const told = await marks();
  expect([0, 4, 5].map((from) => nextMarked(days, told, from, 1))).toEqual([4, 5, 5]);
  expect([6, 5, 4, 0].map((from) => nextMarked(days, told, from, -1))).toEqual([5, 4, 0, 0]);
});

test("a day of a chart is said with its marks", async () => {
  const words = await wordsOf("en");
  expect(spoken(day("2026-11-25"), { measure: "units", marks: await marks(), words, numbers })).toBe("Nov 25, 2026, Sold 3, St Catherine, 20% off");
});
