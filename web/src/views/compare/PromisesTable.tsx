import { Changed } from "../../parts/Changed";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import type { Kepts } from "./promised";

export function PromisesTable({ kept, place }: { readonly kept: Kepts; readonly place: Here }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const shown = place.choices.measure === "units" ? numbers.whole : numbers.money;
  if (kept.rows.length === 0) return <p className="about">{words.nothing}</p>;
  const hasRanges = kept.inRange !== null;
  const held = (isInRange: boolean | null) => (isInRange === null ? "" : isInRange ? words.held : <span className="changed down">{words.missed}</span>);
  return (
    <>
      <p className="kept">
        {kept.error === null ? words.notOver : words.errorOf(numbers.change(kept.error).replace("+", ""))}
        {hasRanges && ` ${words.rangesHeld(numbers.percent(kept.inRange))}`}
      </p>
      <div className="scrolled" tabIndex={0} role="group" aria-label={words.comparePromises}>
        <table className="numbers" onKeyDown={moveWithArrows}>
          <thead><tr>
            <th scope="col" className="text">{words.category}</th><th scope="col">{words.promised}</th><th scope="col">{words.happened}</th>
            <th scope="col">{words.difference}</th>{hasRanges && <th scope="col">{words.range80}</th>}
          </tr></thead>
          <tbody>
            <tr className="sum">
              <th scope="row" className="main text">{words.total}</th><td>{shown(kept.total.expected)}</td><td>{shown(kept.total.happened)}</td>
              <td><Changed from={kept.total.expected} to={kept.total.happened} /></td>{hasRanges && <td />}
            </tr>
            {kept.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className="main text"><Link data-row href={place.to({ view: "categories", id: row.id })}>{row.name}</Link></th>
                <td>{shown(row.expected)}</td><td>{shown(row.happened)}</td>
                <td><Changed from={row.expected} to={row.happened} /></td>{hasRanges && <td>{held(row.isInRange)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
