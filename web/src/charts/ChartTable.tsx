import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import { useNumbers, useWords } from "../words/useWords";

interface Shown {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  readonly measure: Measure;
}

/** The same as the chart, to be read and heard. */
export function ChartTable({ title, points, measure }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const shown = (value: number | null | undefined) => (measure === "amount" ? numbers.money(value) : numbers.whole(value));
  const range = (point: TrendPoint, low: "lo80" | "lo95", high: "hi80" | "hi95") =>
    point.bounds && measure === "units" ? `${numbers.whole(point.bounds[low])}–${numbers.whole(point.bounds[high])}` : "";
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={title}>
      <table className="numbers">
        <caption className="unseen">{title}</caption>
        <thead><tr>{[words.period, words.sold, words.expected, words.range80, words.range95].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.firstDay}>
              <th scope="row">{point.firstDay === point.lastDay ? numbers.day(point.firstDay) : numbers.period(point.firstDay, point.lastDay)}</th>
              <td>{point.sold && shown(point.sold[measure])}</td>
              <td>{point.expected && shown(point.expected[measure])}</td>
              <td>{range(point, "lo80", "hi80")}</td>
              <td>{range(point, "lo95", "hi95")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
