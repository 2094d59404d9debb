import type { Shape } from "../../api/question";

export type Cycle = Shape["Cycle"];

export interface Measured {
  readonly cycle: string;
  readonly dataCut: string;
  readonly model: number;
  readonly rival: number;
}
export interface Series {
  readonly name: string;
  /** Oldest first. */
  readonly points: readonly Measured[];
}

/** Each measure of a marketplace's cycles over time, in the order that the newest cycle tells them. */
export function accuracySeries(newestFirst: readonly Cycle[], marketplace: string): Series[] {
  const measured = newestFirst.filter((cycle) => cycle.marketplaceId === marketplace && cycle.accuracy.length > 0);
  const names = [...new Set(measured.flatMap((cycle) => cycle.accuracy.map((one) => one.name)))];
  const oldestFirst = [...measured].reverse();
  return names.map((name) => ({
    name,
    points: oldestFirst.flatMap(({ id, dataCut, accuracy }) =>
      accuracy.filter((one) => one.name === name).map(({ model, rival }) => ({ cycle: id, dataCut: dataCut ?? "", model, rival }))),
  }));
}
