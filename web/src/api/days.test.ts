import { expect, test } from "vitest";
import { localDay, plus, weekdayOf } from "./days";

test("days, weeks and months are counted over the ends of months and years", () => {
  expect(plus("2026-12-31", 1, "day")).toBe("2027-01-01");
  expect(plus("2024-02-26", 1, "week")).toBe("2024-03-04");
  expect(plus("2026-01-31", -2, "month")).toBe("2025-11-01");
  expect(plus("2026-11-15", 2, "month")).toBe("2027-01-01");
});

test("a change of the clocks moves no day", () => {
  expect(plus("2026-03-28", 2, "day")).toBe("2026-03-30");
  expect(weekdayOf("2026-03-29")).toBe("sunday");
});

test("an instant is of the day that it is there", () => {
  expect(localDay("2026-11-22T23:00:00Z", "Europe/Berlin")).toBe("2026-11-23");
  expect(localDay("2026-11-22T23:00:00Z", "America/New_York")).toBe("2026-11-22");
});
