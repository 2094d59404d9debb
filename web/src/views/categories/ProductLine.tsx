import type { ReactNode } from "react";
import type { ProductRow } from "../../api/questions";
import { Link } from "../../parts/Link";
import { RankCell, UnitsCell } from "../../parts/Sureness";
import type { Here } from "../../state/usePlace";
import { useNumbers } from "../../words/useWords";

export interface LineShown {
  readonly index: number;
  readonly row: ProductRow;
  readonly line: ReactNode;
  readonly place: Here;
  readonly height: number | undefined;
  /** The row that the tabulator leads to; null: to each. */
  readonly reached: number | null;
}

export function ProductLine({ index, row, line, place, height, reached }: LineShown) {
  const numbers = useNumbers();
  return (
    <tr aria-rowindex={index + 2} style={{ height }}>
      <RankCell {...row} />
      <th scope="row" className="main text">
        <Link data-row data-index={index} tabIndex={reached === null || reached === index ? undefined : -1} title={row.productName} href={place.to({ view: "products", id: String(row.productId) })}>{row.productName}</Link>
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
