import { expect, test } from "vitest";
import { kDefaults } from "../state/place";
import { foreseen, soldOf } from "./ofProduct";

const day = (text: string, units: number | null, amount: number | null) => ({ day: text, units, amount });

test("what was sold in a period is the sum of its days alone", () => {
  const history = [day("2026-01-31", 9, 90), day("2026-02-01", 1, 10), day("2026-02-28", 2, 20), day("2026-03-01", 9, 90)];
  expect(soldOf({ history }, "2026-02-01", "2026-02-28")).toEqual({ units: 3, amount: 30 });
  expect(soldOf({ history }, "2025-01-01", "2025-01-31")).toEqual({ units: 0, amount: 0 });
});

test("what a source does not tell is not zero", () => {
  expect(soldOf({ history: [day("2026-02-01", 1, null)] }, "2026-02-01", "2026-02-28")).toEqual({ units: 1, amount: null });
  expect(soldOf({ history: null }, "2026-02-01", "2026-02-28")).toEqual({ units: null, amount: null });
});

test("a product's period is asked as the day that is named knew it", () => {
  const choices = { ...kDefaults, marketplace: "DE", frame: "month", product: "a\"b" } as const;
  const query = (address: string) => new URLSearchParams(address.split("?")[1]).get("query") ?? "";
  expect(query(foreseen(choices, "2026-02-01").address)).toContain('timeFrame: MONTH, window: CALENDAR, date: "2026-02-01", marketplaceId: "DE")');
  expect(query(foreseen(choices, "2026-02-01", "2026-01-15").address)).toContain('asOf: "2026-01-15"');
  expect(query(foreseen(choices, "2026-02-01").address)).toContain('product(id: "a\\"b")');
});
