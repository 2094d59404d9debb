import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import type { Words } from "../words/en";
import type { Numbers } from "../words/numbers";
import { marksWithin, namesOf, type Mark } from "./marks";

interface Spoken {
  readonly measure: Measure;
  readonly marks: readonly Mark[];
  readonly words: Words;
  readonly numbers: Numbers;
}

/** The days of a point, as they are read. */
export const daysSaid = ({ firstDay, lastDay }: TrendPoint, numbers: Numbers): string =>
  (firstDay === lastDay ? numbers.day(firstDay) : numbers.period(firstDay, lastDay));

/** A point of a chart as a sentence. */
export function spoken(point: TrendPoint, { measure, marks, words, numbers }: Spoken): string {
  const value = measure === "amount" ? numbers.money : numbers.whole;
  const { bounds } = point;
  return [
    daysSaid(point, numbers),
    point.sold && `${words.sold} ${value(point.sold[measure])}`,
    point.expected && `${words.expected} ${value(point.expected[measure])}`,
    bounds && measure === "units" && `${words.range80} ${numbers.whole(bounds.lo80)}–${numbers.whole(bounds.hi80)}`,
    namesOf(marksWithin(marks, point)),
  ].filter(Boolean).join(", ");
}
