import type { PeriodNumbers } from "../../api/periods";
import { Changed } from "../../parts/Changed";
import { useNumbers, useWords } from "../../words/useWords";
import { PeriodHead } from "./PeriodsTable";
import { perUnit } from "./perUnit";

interface Shown {
  readonly first: PeriodNumbers;
  readonly second: PeriodNumbers;
}

/** One product in two periods. */
export function ProductPeriods({ first, second }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const rows = [
    { name: words.revenue, of: ({ total }: PeriodNumbers) => total.amount, shown: numbers.money },
    { name: words.units, of: ({ total }: PeriodNumbers) => total.units, shown: numbers.whole },
    { name: words.perUnit, of: ({ total }: PeriodNumbers) => perUnit(total), shown: numbers.money },
  ];
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.comparePeriods}>
      <table className="numbers">
        <thead><tr><th scope="col" className="text">{words.measureName}</th><PeriodHead of={first} /><PeriodHead of={second} /><th scope="col">{words.change}</th></tr></thead>
        <tbody>
          {rows.map(({ name, of, shown }) => (
            <tr key={name}><th scope="row" className="main text">{name}</th><td>{shown(of(first))}</td><td>{shown(of(second))}</td><td><Changed from={of(second)} to={of(first)} /></td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
