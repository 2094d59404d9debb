import type { Shape } from "../../api/question";
import { useNumbers, useWords } from "../../words/useWords";

type Stood = Shape["Product"]["rankHistory"][number];
const kWidth = 300;
const kHeight = 60;
const kInset = 5;

/** The better the higher. */
function Line({ stood }: { readonly stood: readonly Stood[] }) {
  const ranks = stood.map((one) => one.rank);
  const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
  const at = (rank: number, index: number) => {
    const x = kInset + (index * (kWidth - 2 * kInset)) / Math.max(ranks.length - 1, 1);
    const y = kInset + ((rank - best) / Math.max(worst - best, 1)) * (kHeight - 2 * kInset);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  return <svg className="sparkline rank-line" viewBox={`0 0 ${kWidth} ${kHeight}`} aria-hidden="true"><polyline points={ranks.map(at).join(" ")} /></svg>;
}

export function RankHistory({ stood }: { readonly stood: readonly Stood[] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const newest = [...stood].reverse().slice(0, 10);
  return (
    <>
      {stood.length > 1 ? <Line stood={stood} /> : <p className="about">{words.oneTable}</p>}
      <div className="scrolled" tabIndex={0} role="group" aria-label={words.rankHistory}>
        <table className="numbers">
          <thead><tr><th scope="col" className="text">{words.published}</th><th scope="col">{words.rank}</th><th scope="col">{words.units}</th><th scope="col">{words.revenue}</th></tr></thead>
          <tbody>
            {newest.map((one) => (
              <tr key={one.table}>
                <th scope="row" className="text">{numbers.moment(one.published)}</th>
                <td>{words.ofProducts(numbers.whole(one.rank), numbers.whole(one.of))}</td>
                <td>{numbers.whole(one.expectedUnits)}</td>
                <td>{numbers.money(one.expectedAmount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
