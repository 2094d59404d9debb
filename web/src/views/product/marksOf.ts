import type { Shape } from "../../api/question";
import type { Mark } from "../../charts/marks";
import type { Words } from "../../words/en";
import type { Numbers } from "../../words/numbers";

type Product = Pick<Shape["Product"], "calendar" | "dataCut">;

/** What a chart of a product marks. One that was not back in stock when the data ended is out up to there: of later days nobody knows. */
export function marksOf({ calendar, dataCut }: Product, words: Words, numbers: Numbers): Mark[] {
  if (!calendar) return [];
  return [
    ...calendar.holidays.map(({ day, name }): Mark => ({ kind: "holiday", firstDay: day, lastDay: day, name })),
    ...calendar.promotions.map(({ firstDay, lastDay, discount }): Mark => ({ kind: "promotion", firstDay, lastDay, name: words.percentOff(numbers.percent(discount)) })),
    ...(calendar.stockOuts ?? []).map(({ firstDay, lastDay }): Mark => ({ kind: "stockOut", firstDay, lastDay: lastDay ?? dataCut, name: words.stockOut })),
  ];
}
