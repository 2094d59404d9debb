import { expect, test } from "vitest";
import { accuracySeries, type Cycle } from "./accuracySeries";
import { gainOf } from "./AccuracyTable";
import { confidenceByLevel } from "./confidence";

const cycle = (id: string, marketplaceId: string, accuracy: Cycle["accuracy"]) => ({ id, marketplaceId, dataCut: id, accuracy }) as Cycle;

test("accuracy runs from the oldest cycle to the newest, without those of other marketplaces and those that measured nothing", () => {
  const series = accuracySeries([
    cycle("c3", "DE", [{ name: "WAPE", model: 0.3, rival: 0.5 }, { name: "NDCG", model: 0.9, rival: 0.8 }]),
    cycle("c2", "DE", []), cycle("c2", "FR", [{ name: "WAPE", model: 9, rival: 9 }]), cycle("c1", "DE", [{ name: "WAPE", model: 0.4, rival: 0.5 }]),
  ], "DE");
  expect(series.map(({ name, points }) => [name, ...points.map((one) => one.model)])).toEqual([["WAPE", 0.4, 0.3], ["NDCG", 0.9]]);
});

test("a smaller error is a gain, and so is a better ranking", () => {
  expect(gainOf({ name: "WAPE by product", model: 0.4, rival: 0.5 })).toBeCloseTo(0.2);
  expect(gainOf({ name: "NDCG@10", model: 0.9, rival: 0.6 })).toBeCloseTo(0.5);
});

test("confidence is counted over all frames of a level, and what holds nothing is left out", () => {
  const row = (level: string, predictions: number, promised: number, happened: number) =>
    ({ level, confidenceScore: { predictions, calibrationError: null, tenths: [{ from: 0.7, predictions, promised, happened }] } }) as never;
  expect(confidenceByLevel([row("product", 10, 7.5, 8), row("product", 30, 22.5, 20), row("marketplace", 0, 0, 0)])).toEqual([
    { level: "product", predictions: 40, tenths: [{ from: 0.7, predictions: 40, promised: 0.75, happened: 0.7 }] },
  ]);
});
