import type { Shape } from "../../api/question";
import { UnitsCell } from "../../parts/Sureness";
import { kFrames, type Frame } from "../../state/place";
import { useNumbers, useWords } from "../../words/useWords";
import { periodName } from "../../words/periods";

type FrameRow = Shape["Product"]["frames"][number];
const kTops = ["5", "10", "20", "50"];

function Row({ row, frame }: { readonly row: FrameRow; readonly frame: Frame }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <tr>
      <th scope="row" className="main text">{periodName(words, "rolling", frame)}<small>{row.firstDay === row.lastDay ? numbers.day(row.firstDay) : numbers.period(row.firstDay, row.lastDay)}</small></th>
      <td>{numbers.money(row.expectedAmount)}</td>
      <UnitsCell {...row} />
      <td>
        {words.ofProducts(numbers.whole(row.rank), numbers.whole(row.of))}
        {row.rankLow !== null && row.rankHigh !== null && <small title={words.rankRange}>{numbers.whole(row.rankLow)}–{numbers.whole(row.rankHigh)}</small>}
      </td>
      {kTops.map((top) => <td key={top} className={top === "10" ? "" : "roomy"}>{numbers.percent(row.topProbability[top])}</td>)}
      <td>{numbers.percent(row.confidenceScore)}</td>
    </tr>
  );
}

export function FramesTable({ frames }: { readonly frames: readonly FrameRow[] }) {
  const words = useWords();
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.inEveryFrame}>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col" className="text">{words.timeFrame}</th><th scope="col">{words.revenue}</th><th scope="col">{words.units}</th><th scope="col">{words.rank}</th>
            {kTops.map((top) => <th key={top} scope="col" className={top === "10" ? "" : "roomy"}>{words.chanceTop(top)}</th>)}
            <th scope="col" title={words.confidenceMeaning}>{words.confidence}</th>
          </tr>
        </thead>
        <tbody>
          {kFrames.map((frame) => {
            const row = frames.find((one) => one.timeFrame === frame);
            return row && <Row key={frame} row={row} frame={frame} />;
          })}
        </tbody>
      </table>
    </div>
  );
}
