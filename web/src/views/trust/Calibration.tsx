import type { Shape } from "../../api/question";
import { useNumbers, useWords } from "../../words/useWords";
import { frameName, levelName } from "./CoverageTable";

type Coverage = Shape["Coverage"];

/** Tenth by tenth: how sure the predictions were, and how often they came true. */
export function Calibration({ told }: { readonly told: Coverage }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const measured = told.coverage.filter((row) => row.confidenceScore.predictions > 0);
  if (measured.length === 0) return <p className="about">{words.noCoverage}</p>;
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.calibration}>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col" className="text">{words.level}</th><th scope="col" className="text">{words.timeFrame}</th>
            <th scope="col">{words.periods}</th><th scope="col">{words.promised}</th><th scope="col">{words.happened}</th>
          </tr>
        </thead>
        <tbody>
          {measured.flatMap((row) => row.confidenceScore.tenths.filter((tenth) => tenth.predictions > 0).map((tenth) => (
            <tr key={`${row.level} ${row.timeFrame} ${row.horizon} ${tenth.from}`}>
              <th scope="row" className="text">{levelName(words, row.level)}</th><td className="text">{frameName(words, row.timeFrame)}</td>
              <td>{numbers.whole(tenth.predictions)}</td>
              <td>{numbers.percent(tenth.promised / tenth.predictions)}</td>
              <td>{numbers.percent(tenth.happened / tenth.predictions)}</td>
            </tr>
          )))}
        </tbody>
      </table>
    </div>
  );
}
