import { bestOfAll } from "../../api/best";
import type { Shape } from "../../api/question";
import { tree } from "../../api/questions";
import { useFound, type Asked } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Link } from "../../parts/Link";
import { Panel } from "../../parts/Panel";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { Bars, type BarRow } from "./Bars";

const kRows = 10;

interface Best {
  readonly id: string;
  readonly name: string;
  readonly seller: string;
  readonly units: number | null;
  readonly amount: number | null;
}

const fromRest = (body: Shape["BestProducts"]): Best[] => body.products.map((row) => ({
  id: String(row.productId), name: row.productName ?? "", seller: row.sellerName ?? "",
  units: row.expectedUnits ?? null, amount: row.expectedAmount ?? null,
}));

function Rows({ best, place }: { readonly best: readonly Best[]; readonly place: Here }) {
  const [words, numbers] = [useWords(), useNumbers()];
  if (best.length === 0) return <p className="about">{words.nothingHere}</p>;
  const isUnits = place.choices.measure === "units";
  const size = (one: Best) => (isUnits ? one.units : (one.amount ?? one.units)) ?? 0;
  const most = Math.max(...best.map(size), 1e-9);
  const rows: BarRow[] = best.map((one) => ({
    key: one.id,
    length: size(one) / most,
    name: <Link data-row href={place.to({ view: "products", id: one.id })}>{one.name}</Link>,
    ...(!place.choices.seller && { detail: one.seller }),
    value: isUnits ? numbers.whole(one.units) : numbers.money(one.amount),
  }));
  return <Bars rows={rows} />;
}

/** Of the chosen category, or of all. */
export function TopProducts({ place, inside }: { readonly place: Here; readonly inside: Asked<Shape["BestProducts"]> | null }) {
  const words = useWords();
  const { choices } = place;
  const { marketplace, frame, window, measure, category, seller } = choices;
  const all = useFound(inside ? null : `best ${marketplace} ${seller} ${frame} ${window} ${measure}`, tree(marketplace).address, async (signal) =>
    (await bestOfAll(choices, kRows, signal)).map((one): Best => ({ id: one.id, name: one.name, seller: one.seller.name, units: one.expectedUnits, amount: one.expectedAmount })));
  const more = category ? <Link href={place.to({ view: "categories", id: category, seller })}>{words.more}</Link> : undefined;
  return (
    <Panel title={words.topProducts} address={inside?.address ?? all.address} actions={more}>
      {inside
        ? <Answered asked={inside} rows={10}>{(body) => <Rows best={fromRest(body)} place={place} />}</Answered>
        : <Answered asked={all} rows={10}>{(best) => <Rows best={best} place={place} />}</Answered>}
    </Panel>
  );
}
