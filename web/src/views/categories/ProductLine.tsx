import type { ReactNode } from "react";
import type { ProductRow } from "../../api/questions";
import { Link } from "../../parts/Link";
import { RankCell, UnitsCell } from "../../parts/Sureness";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";

export interface LineShown {
  readonly index: number;
  readonly row: ProductRow;
  readonly line: ReactNode;
  readonly place: Here;
  readonly height: number | undefined;
  /** The row that the tabulator leads to; null: to each. */
  readonly reached: number | null;
  /** Which products are chosen; null where there is nothing to be done with them. */
  readonly chosen: Choosing | null;
}

export interface Choosing {
  readonly ids: ReadonlySet<number>;
  readonly choose: (id: number, is: boolean) => void;
}

export function ProductLine({ index, row, line, place, height, reached, chosen }: LineShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const tabIndex = reached === null || reached === index ? undefined : -1;
  return (
    <tr aria-rowindex={index + 2} style={{ height }}>
      <RankCell {...row}>
        {chosen && <input type="checkbox" className="choose" tabIndex={tabIndex} data-index={index} aria-label={words.chooseThis(row.productName)} checked={chosen.ids.has(row.productId)} onChange={(event) => { chosen.choose(row.productId, event.target.checked); }} />}
      </RankCell>
      <th scope="row" className="main text">
        <Link data-row data-index={index} tabIndex={tabIndex} title={row.productName} href={place.to({ view: "products", id: String(row.productId) })}>{row.productName}</Link>
        <small>{row.sellerName}</small>
      </th>
      <td className="roomy spark">{line}</td>
      <td>{numbers.money(row.expectedAmount)}</td>
      <UnitsCell {...row} />
      <td className="roomy">{numbers.percent(row.topProbability)}</td>
      <td>{numbers.percent(row.confidenceScore)}</td>
    </tr>
  );
}
