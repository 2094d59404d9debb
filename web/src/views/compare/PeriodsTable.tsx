import type { PeriodNumbers } from "../../api/periods";
import { Changed } from "../../parts/Changed";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { pairsOf } from "./twoPeriods";

interface Shown {
  readonly first: PeriodNumbers;
  readonly second: PeriodNumbers;
  readonly place: Here;
}

export function PeriodHead({ of }: { readonly of: PeriodNumbers }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return <th scope="col">{of.firstDay === of.lastDay ? numbers.day(of.firstDay) : numbers.period(of.firstDay, of.lastDay)}<small>{of.isOver ? words.sold : words.expected}</small></th>;
}

export function PeriodsTable({ first, second, place }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { measure } = place.choices;
  const shown = measure === "units" ? numbers.whole : numbers.money;
  const pairs = pairsOf(first, second, measure);
  if (pairs.length === 0) return <p className="about">{words.nothing}</p>;
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.comparePeriods}>
      <table className="numbers" onKeyDown={moveWithArrows}>
        <thead><tr><th scope="col" className="text">{words.category}</th><PeriodHead of={first} /><PeriodHead of={second} /><th scope="col">{words.change}</th></tr></thead>
        <tbody>
          <tr className="sum">
            <th scope="row" className="main text">{words.total}</th><td>{shown(first.total[measure])}</td><td>{shown(second.total[measure])}</td>
            <td><Changed from={second.total[measure]} to={first.total[measure]} /></td>
          </tr>
          {pairs.map(({ id, name, now, beside }) => (
            <tr key={id}>
              <th scope="row" className="main text"><Link data-row href={place.to({ view: "categories", id })}>{name}</Link></th>
              <td>{shown(now)}</td><td>{shown(beside)}</td><td><Changed from={beside} to={now} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
