import { filled, latelyOf } from "../../api/lately";
import type { ProductRow } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Sparkline } from "../../charts/Sparkline";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import { RankCell, UnitsCell } from "../../parts/Sureness";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";

interface Shown {
  readonly rows: readonly ProductRow[];
  readonly place: Here;
  readonly dataCut: string;
}

function Row({ row, place, line }: { readonly row: ProductRow; readonly place: Here; readonly line: React.ReactNode }) {
  const numbers = useNumbers();
  return (
    <tr>
      <RankCell {...row} />
      <th scope="row" className="main text">
        <Link data-row href={place.to({ view: "products", id: String(row.productId) })}>{row.productName}</Link>
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

export function ProductTable({ rows, place, dataCut }: Shown) {
  const words = useWords();
  const lately = useAnswer(latelyOf(place.choices.marketplace, rows.map((row) => String(row.productId))));
  const lines = lately.isCurrent ? lately.body?.data : undefined;
  const line = (index: number) => {
    const told = lines?.[`p${index}`];
    return told && <Sparkline {...filled(told, dataCut)} />;
  };
  return (
    <div className="scrolled">
      <table className="numbers" onKeyDown={moveWithArrows}>
        <thead>
          <tr>
            <th scope="col">{words.rank}</th><th scope="col" className="text">{words.product}</th><th scope="col" className="roomy spark">{words.lastAndNext}</th>
            <th scope="col">{words.revenue}</th><th scope="col">{words.units}</th><th scope="col" className="roomy">{words.topChance}</th>
            <th scope="col" title={words.confidenceMeaning}>{words.confidence}</th>
          </tr>
        </thead>
        <tbody>{rows.map((row, index) => <Row key={row.productId} row={row} place={place} line={line(index)} />)}</tbody>
      </table>
    </div>
  );
}
