import type { Shape } from "../../api/question";
import { kFrames } from "../../state/place";
import { useNumbers, useWords } from "../../words/useWords";
import type { Words } from "../../words/en";

type Coverage = Shape["Coverage"];

export function levelName(words: Words, level: string): string {
  const names: Record<string, string> = { product: words.levelProduct, category: words.levelCategory, marketplace: words.levelMarketplace };
  return names[level] ?? level;
}
export function frameName(words: Words, frame: string): string {
  const known = kFrames.find((one) => one === frame);
  return known ? words[known] : frame;
}

export function CoverageTable({ told }: { readonly told: Coverage }) {
  const [words, numbers] = [useWords(), useNumbers()];
  if (told.coverage.length === 0) return <div className="note"><p className="note-title">{words.noCoverage}</p><p>{told.note}</p></div>;
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.coverage}>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col" className="text">{words.level}</th><th scope="col" className="text">{words.timeFrame}</th><th scope="col" className="text">{words.horizon}</th>
            <th scope="col">{words.periods}</th><th scope="col">{words.range80}</th><th scope="col">{words.range95}</th>
          </tr>
        </thead>
        <tbody>
          {told.coverage.map((row) => (
            <tr key={`${row.level} ${row.timeFrame} ${row.horizon}`}>
              <th scope="row" className="text">{levelName(words, row.level)}</th><td className="text">{frameName(words, row.timeFrame)}</td><td className="text">{row.horizon}</td>
              <td>{numbers.whole(row.intervals)}</td><td>{numbers.percent(row.coverage80)}</td><td>{numbers.percent(row.coverage95)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
