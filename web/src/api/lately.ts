// How products of a page sold lately and what is expected day by day: REST tells it of one product, this of all at once.
import { plusDays } from "./days";
import { graph, type Graph, type Question } from "./question";

const kBack = 28;
const kAhead = 14;

interface Told {
  readonly history: { readonly day: string; readonly units: number | null }[] | null;
  readonly forecast: { readonly expectedUnits: number | null }[];
}
export interface Lately {
  readonly sold: number[];
  readonly expected: number[];
}

export function latelyOf(marketplace: string, ids: readonly string[]): Question<Graph<Record<string, Told | null>>> {
  const one = (id: string, index: number) =>
    `p${index}: product(id: ${JSON.stringify(id)}, marketplaceId: ${JSON.stringify(marketplace)}) { ...lately }`;
  const lately = `fragment lately on Product { history(days: ${kBack}) { day units } forecast(days: ${kAhead}) { expectedUnits } }`;
  return graph(`{ ${ids.map(one).join(" ")} } ${lately}`);
}

/** Days without a sale are not told: they are zeros. */
export function filled({ history, forecast }: Told, dataCut: string): Lately {
  const units = new Map(history?.map((one) => [one.day, one.units ?? 0]));
  const sold = history ? Array.from({ length: kBack }, (_, index) => units.get(plusDays(dataCut, index + 1 - kBack)) ?? 0) : [];
  return { sold, expected: forecast.map((one) => one.expectedUnits ?? 0) };
}
