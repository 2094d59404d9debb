import type { Shape } from "../../api/question";
import { useNumbers, useWords } from "../../words/useWords";

type Accuracy = Shape["Cycle"]["accuracy"][number];

const isError = (name: string) => !name.startsWith("NDCG");

/** By how much the model's error is smaller than the rival's, or its ranking better. */
export function gainOf({ name, model, rival }: Accuracy): number | null {
  if (rival === 0) return null;
  return isError(name) ? 1 - model / rival : model / rival - 1;
}

export function AccuracyTable({ rows }: { readonly rows: readonly Accuracy[] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const digits = new Intl.NumberFormat(numbers.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  if (rows.length === 0) return <p className="about">{words.noCoverage}</p>;
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.accuracy}>
      <table className="numbers">
        <thead><tr><th scope="col" className="text">{words.measureName}</th><th scope="col">{words.model}</th><th scope="col">{words.bestNaive}</th><th scope="col">{words.better}</th></tr></thead>
        <tbody>
          {rows.map((row) => {
            const gain = gainOf(row);
            return (
              <tr key={row.name}>
                <th scope="row" className="text">{row.name}</th>
                <td>{digits.format(row.model)}</td><td>{digits.format(row.rival)}</td>
                <td><span className={gain !== null && gain < 0 ? "changed down" : "changed up"}>{numbers.change(gain)}</span></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
