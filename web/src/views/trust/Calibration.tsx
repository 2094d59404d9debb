import type { Shape } from "../../api/question";
import { useNumbers, useWords } from "../../words/useWords";
import { confidenceByLevel, type LevelConfidence } from "./confidence";
import { levelName } from "./CoverageTable";

const kTenth = 0.1;

function OfLevel({ of: { level, predictions, tenths } }: { readonly of: LevelConfidence }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const most = Math.max(...tenths.map((tenth) => tenth.predictions));
  const name = levelName(words, level);
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={`${words.calibration}: ${name}`}>
      <table className="numbers tenths">
        <caption>{name}<small>{words.predictionsMeasured(predictions, numbers.whole(predictions))}</small></caption>
        <thead><tr>
          <th scope="col" className="text">{words.confidence}</th><th scope="col" className="text">{words.howMany}</th>
          <th scope="col">{words.promised}</th><th scope="col">{words.happened}</th>
        </tr></thead>
        <tbody>
          {tenths.map((tenth) => (
            <tr key={tenth.from}>
              <th scope="row" className="text">{numbers.percent(tenth.from)}–{numbers.percent(tenth.from + kTenth)}</th>
              <td className="text"><span className="count"><span><i style={{ width: `${(100 * tenth.predictions) / most}%` }} /></span><span>{numbers.whole(tenth.predictions)}</span></span></td>
              <td>{numbers.percent(tenth.promised)}</td><td>{numbers.percent(tenth.happened)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How sure predictions were, how many of them were so sure, and how often they came true. */
export function Calibration({ told }: { readonly told: Shape["Coverage"] }) {
  const words = useWords();
  const levels = confidenceByLevel(told.coverage);
  if (levels.length === 0) return <p className="about">{words.noCoverage}</p>;
  return <div className="two">{levels.map((one) => <OfLevel key={one.level} of={one} />)}</div>;
}
