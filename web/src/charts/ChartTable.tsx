import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import { useNumbers, useWords } from "../words/useWords";
import { marksWithin, namesOf, type Mark } from "./marks";
import { daysSaid } from "./spoken";

interface Shown {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  readonly measure: Measure;
  readonly marks: readonly Mark[];
}

/** The same as the chart, to be read and heard. */
export function ChartTable({ title, points, measure, marks }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const shown = (value: number | null | undefined) => (measure === "amount" ? numbers.money(value) : numbers.whole(value));
  const range = (point: TrendPoint, low: "lo80" | "lo95", high: "hi80" | "hi95") =>
    point.bounds && measure === "units" ? `${numbers.whole(point.bounds[low])}–${numbers.whole(point.bounds[high])}` : "";
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={title}>
      <table className="numbers">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            {[words.period, words.sold, words.expected, words.range80, words.range95].map((name) => <th key={name} scope="col">{name}</th>)}
            {marks.length > 0 && <th scope="col" className="text">{words.markedAs}</th>}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.firstDay}>
              <th scope="row">{daysSaid(point, numbers)}</th>
              <td>{point.sold && shown(point.sold[measure])}</td>
              <td>{point.expected && shown(point.expected[measure])}</td>
              <td>{range(point, "lo80", "hi80")}</td>
              <td>{range(point, "lo95", "hi95")}</td>
              {marks.length > 0 && <td className="text">{namesOf(marksWithin(marks, point))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
