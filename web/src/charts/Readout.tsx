import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import { useNumbers, useWords } from "../words/useWords";
import { kMarkKinds, marksWithin, namesOf, type Mark } from "./marks";
import { daysSaid } from "./spoken";

interface Shown {
  readonly point: TrendPoint | undefined;
  readonly measure: Measure;
  readonly hasBounds: boolean;
  readonly marks: readonly Mark[];
}

/** What the lines and marks mean; under the pointer, what they say there. */
export function Readout({ point, measure, hasBounds, marks }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const shown = (value: number | null | undefined) => (measure === "amount" ? numbers.money(value) : numbers.whole(value));
  const range = (low?: number, high?: number) => (low === undefined ? "" : `${numbers.whole(low)}–${numbers.whole(high)}`);
  const here = point ? marksWithin(marks, point) : [];
  return (
    <div className="readout" aria-hidden="true">
      <span className="readout-day">{point && daysSaid(point, numbers)}</span>
      <span><i className="key-line" />{words.sold} <b>{point?.sold && shown(point.sold[measure])}</b></span>
      <span><i className="key-line dashed" />{words.expected} <b>{point?.expected && shown(point.expected[measure])}</b></span>
      {hasBounds && <span><i className="key-band80" />{words.range80} <b>{range(point?.bounds?.lo80, point?.bounds?.hi80)}</b></span>}
      {hasBounds && <span><i className="key-band95" />{words.range95} <b>{range(point?.bounds?.lo95, point?.bounds?.hi95)}</b></span>}
      {kMarkKinds.filter((kind) => marks.some((mark) => mark.kind === kind)).map((kind) => {
        const named = here.filter((mark) => mark.kind === kind);
        // The one that needs no name is said to be there by its days.
        const said = kind === "stockOut" ? named.map((mark) => numbers.period(mark.firstDay, mark.lastDay)).join(", ") : namesOf(named);
        return <span key={kind}><i className={`key-${kind}`}>{kind === "promotion" && "%"}</i>{words[kind]} <b>{said}</b></span>;
      })}
    </div>
  );
}
