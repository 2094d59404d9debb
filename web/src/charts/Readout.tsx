import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import { useNumbers, useWords } from "../words/useWords";

interface Shown {
  readonly point: TrendPoint | undefined;
  readonly measure: Measure;
  readonly hasBounds: boolean;
}

/** What the lines mean; under the pointer, what they say there. */
export function Readout({ point, measure, hasBounds }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const shown = (value: number | null | undefined) => (measure === "amount" ? numbers.money(value) : numbers.whole(value));
  const range = (low?: number, high?: number) => (low === undefined ? "" : `${numbers.whole(low)}–${numbers.whole(high)}`);
  return (
    <div className="readout" aria-hidden="true">
      <span className="readout-day">{point && (point.firstDay === point.lastDay ? numbers.day(point.firstDay) : numbers.period(point.firstDay, point.lastDay))}</span>
      <span><i className="key-line" />{words.sold} <b>{point?.sold && shown(point.sold[measure])}</b></span>
      <span><i className="key-line dashed" />{words.expected} <b>{point?.expected && shown(point.expected[measure])}</b></span>
      {hasBounds && <span><i className="key-band80" />{words.range80} <b>{range(point?.bounds?.lo80, point?.bounds?.hi80)}</b></span>}
      {hasBounds && <span><i className="key-band95" />{words.range95} <b>{range(point?.bounds?.lo95, point?.bounds?.hi95)}</b></span>}
    </div>
  );
}
