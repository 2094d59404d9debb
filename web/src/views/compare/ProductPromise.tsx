import type { Foreseen } from "../../api/ofProduct";
import { Changed } from "../../parts/Changed";
import { useNumbers, useWords } from "../../words/useWords";

/** What was promised of one product, beside what happened. */
export function ProductPromise({ told }: { readonly told: Foreseen }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { expectedUnits, expectedAmount, interval, actual } = told;
  const rows = [
    { name: words.units, expected: expectedUnits, happened: actual?.units ?? null, shown: numbers.whole, range: interval },
    { name: words.revenue, expected: expectedAmount, happened: actual?.amount ?? null, shown: numbers.money, range: null },
  ];
  const held = (low: number, high: number, happened: number | null) =>
    (happened === null ? null : happened >= low && happened <= high ? words.held : <span className="changed down">{words.missed}</span>);
  return (
    <>
      {!actual && <p className="kept">{words.notOver}</p>}
      <div className="scrolled" tabIndex={0} role="group" aria-label={words.comparePromises}>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col" className="text">{words.measureName}</th>
              {[words.promised, words.happened, words.difference, words.range80, words.range95].map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, expected, happened, shown, range }) => (
              <tr key={name}>
                <th scope="row" className="main text">{name}</th><td>{shown(expected)}</td><td>{shown(happened)}</td><td><Changed from={expected} to={happened} /></td>
                <td>{range && <>{shown(range.lo80)}–{shown(range.hi80)} <small>{held(range.lo80, range.hi80, happened)}</small></>}</td>
                <td>{range && <>{shown(range.lo95)}–{shown(range.hi95)} <small>{held(range.lo95, range.hi95, happened)}</small></>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
