import { expect, test } from "vitest";
import { kDefaults, type Choices } from "../state/place";
import { bestProducts, comparedBucket } from "./questions";

const choices = (change: Partial<Choices>): Choices => ({ ...kDefaults, marketplace: "DE", ...change });

test("a question asks for what was chosen and leaves out what was not", () => {
  expect(bestProducts("a/b", choices({ least: "5" }), { limit: 50, page: 2, cycle: "DE-1" }).address)
    .toBe("/api/v1/predictions/customer/me/DE/categories/a%2Fb/products?timeFrame=week&window=rolling&sort=desc&minPrice=5&limit=50&page=2&cycle=DE-1");
});

test("the coming seven days are compared with the seven before, which are a week that begins on that weekday", () => {
  expect(comparedBucket(choices({}), "2026-11-24")).toEqual({ bucketType: "WEEK", bucketStart: "2026-11-17", weekStart: "tuesday" });
});

test("a year before, a week is the one with the same weekdays", () => {
  expect(comparedBucket(choices({ comparison: "year" }), "2026-11-24")).toEqual({ bucketType: "WEEK", bucketStart: "2025-11-25", weekStart: "tuesday" });
});

test("a calendar's period is compared with the one before it, or with the same of the year before", () => {
  const month = choices({ window: "calendar", frame: "month" });
  expect(comparedBucket(month, "2026-03-01")).toEqual({ bucketType: "MONTH", bucketStart: "2026-02-28" });
  expect(comparedBucket({ ...month, comparison: "year" }, "2024-02-29")).toEqual({ bucketType: "MONTH", bucketStart: "2023-02-28" });
});

test("nothing is compared where the API tells no such sum, or where nobody wants it", () => {
  expect(comparedBucket(choices({ frame: "month" }), "2026-11-24")).toBeNull();
  expect(comparedBucket(choices({ window: "next" }), "2026-11-24")).toBeNull();
  expect(comparedBucket(choices({ comparison: "none" }), "2026-11-24")).toBeNull();
});
