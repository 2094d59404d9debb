// One product's numbers in a period of the calendar.
import { ask } from "./ask";
import { localDay } from "./days";
import { spanOf, type PeriodNumbers } from "./periods";
import { graph, question, type Graph, type Question, type Shape } from "./question";
import type { Marketplace } from "./questions";
import type { Bounds, Total } from "./trend";
import type { Choices } from "../state/place";

const kLongestHistory = 1100;
const kMillisecondsADay = 86_400_000;

export interface Foreseen {
  readonly name: string;
  readonly expectedUnits: number | null;
  readonly expectedAmount: number | null;
  readonly interval: Bounds | null;
  /** What was sold, where the period is over. */
  readonly actual: Total | null;
}
interface Told {
  readonly predictions: { readonly periodStart: string; readonly periodEnd: string; readonly product: Foreseen | null };
}

/** What is expected of a product in the period that a day lies in; of one that is over, what had been, or as a day knew it. */
export function foreseen({ marketplace, frame, product }: Choices, date: string, asOf = ""): Question<Graph<Told>> {
  const asked = { date, marketplaceId: marketplace, ...(asOf && { asOf }) };
  const said = Object.entries(asked).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ");
  const wanted = "name expectedUnits expectedAmount interval { lo80 hi80 lo95 hi95 } actual { units amount }";
  return graph(`{ predictions(timeFrame: ${frame.toUpperCase()}, window: CALENDAR, ${said}) { periodStart periodEnd product(id: ${JSON.stringify(product)}) { ${wanted} } } }`);
}

export const namedProduct = (id: string, { marketplaceId, cycle }: Marketplace, historyDays = 0): Question<Shape["Product"]> =>
  question("/api/v1/products/{id}", { path: { id }, query: { marketplaceId, cycle, historyDays, forecastDays: 1, rankTables: 0 } });

/** The sum of the days of a period; null where the API does not go back so far, or the source does not tell. */
export function soldOf({ history }: Pick<Shape["Product"], "history">, firstDay: string, lastDay: string): Total {
  const days = history?.filter(({ day }) => day >= firstDay && day <= lastDay);
  const sum = (measure: "units" | "amount") => days?.reduce<number | null>((all, day) => (all === null || day[measure] === null ? null : all + day[measure]), 0) ?? null;
  return { units: sum("units"), amount: sum("amount") };
}

/** What was sold of it in a period that is over; of any other what is expected. */
export async function productNumbersOf(choices: Choices, day: string, here: Marketplace, signal: AbortSignal): Promise<PeriodNumbers> {
  const span = await spanOf(choices, day, signal);
  const rows: PeriodNumbers["rows"] = new Map();
  if (span.lastDay <= here.dataCut) {
    const back = Math.round((Date.parse(here.dataCut) - Date.parse(span.firstDay)) / kMillisecondsADay) + 1;
    const isTold = back <= kLongestHistory;
    const { body } = await ask(namedProduct(choices.product, here, isTold ? back : 0), signal);
    return { ...span, isOver: true, total: isTold ? soldOf(body, span.firstDay, span.lastDay) : { units: null, amount: null }, rows };
  }
  const { predictions } = (await ask(foreseen(choices, day), signal)).body.data;
  return {
    firstDay: localDay(predictions.periodStart, here.timeZone), lastDay: localDay(predictions.periodEnd, here.timeZone), isOver: false,
    total: { units: predictions.product?.expectedUnits ?? null, amount: predictions.product?.expectedAmount ?? null }, rows,
  };
}
