import { filled, latelyOf } from "../../api/lately";
import type { Shape } from "../../api/question";
import { similar, type Marketplace } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Sparkline } from "../../charts/Sparkline";
import { Answered } from "../../parts/Answered";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import { Panel } from "../../parts/Panel";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { alikeIn } from "./alikeIn";

type Answer = Shape["SimilarProducts"];
type Row = Answer["similar"][number];

interface RowShown {
  readonly row: Row;
  readonly place: Here;
  readonly line: React.ReactNode;
}

function SimilarLine({ row, place, line }: RowShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <tr>
      <th scope="row" className="main text">
        <Link data-row title={row.productName} href={place.to({ view: "products", id: String(row.productId) })}>{row.productName}</Link>
        <small>{row.sellerName}</small>
      </th>
      <td className="roomy spark">{line}</td>
      <td data-name={words.perUnit}>{numbers.money(row.price)}</td>
      <td data-name={words.revenue}>{numbers.money(row.expectedAmount)}</td>
      <td data-name={words.units}>{numbers.whole(row.expectedUnits)}</td>
      <td data-name={words.alike} className="wide text"><span>{numbers.percent(row.likeness)}<small>{alikeIn(row.alike, words, numbers)}</small></span></td>
    </tr>
  );
}

function Likest({ body, place }: { readonly body: Answer; readonly place: Here }) {
  const words = useWords();
  const lately = useAnswer(latelyOf(body.marketplaceId, body.similar.map(({ productId }) => String(productId))));
  const lines = lately.isCurrent ? lately.body?.data : undefined;
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={words.similarProducts}>
      <table className="numbers stacking" onKeyDown={moveWithArrows}>
        <thead>
          <tr>
            <th scope="col" className="text">{words.product}</th><th scope="col" className="roomy spark">{words.lastAndNext}</th>
            <th scope="col">{words.perUnit}</th><th scope="col">{words.revenue}<small>{words.rollingWeek}</small></th><th scope="col">{words.units}<small>{words.rollingWeek}</small></th>
            <th scope="col" className="text">{words.alike}</th>
          </tr>
        </thead>
        <tbody>
          {body.similar.map((row, index) => {
            const told = lines?.[`p${index}`];
            return <SimilarLine key={row.productId} row={row} place={place} line={told && <Sparkline {...filled(told, body.dataCut)} />} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What stands beside it on the shelf, and in what it is like it. */
export function SimilarProducts({ place, here }: { readonly place: Here; readonly here: Marketplace }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const asked = useAnswer(similar(place.id, here));
  const within = asked.isCurrent ? asked.body?.within : undefined;
  return (
    <Panel title={words.similarProducts} about={within && words.alikeWithin(numbers.whole(within.others), within.categoryName)} address={asked.address}>
      <Answered asked={asked} rows={5}>
        {(body) => (body.similar.length === 0 ? <p className="about">{words.none}</p> : <Likest body={body} place={place} />)}
      </Answered>
    </Panel>
  );
}
