import { expect, test } from "vitest";
import { sidesOf } from "./sideBySide";

const model = (name: string, units: Record<number, number>) => ({
  model: name, generated_at: "", left_out: null, total_forecast_amount: null, total_forecast_units: null, total_categories: 2, limit: 100,
  categories: Object.entries(units).map(([id, count], index) => ({
    category_id: Number(id), category_name: `C${id}`, category_key: id, forecast_amount: count * 10, forecast_units: count, rank: index + 1,
  })),
});

test("categories stand in the order of the model that serves, and what another does not say is unknown", () => {
  const sides = sidesOf([model("ensemble", { 1: 5, 2: 9 }), model("naive", { 1: 4 })], "units", 10);
  expect(sides.map(({ name, values }) => [name, ...values])).toEqual([["C2", 9, null], ["C1", 5, 4]]);
  expect(sidesOf([model("ensemble", { 1: 5, 2: 9 })], "amount", 1)[0]?.values).toEqual([90]);
});
