import type { Shape } from "../../api/question";
import { soldCategories, type Bucket, type CategoryRow } from "../../api/questions";
import { useAnswer, type Asked } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Changed } from "../../parts/Changed";
import { Link } from "../../parts/Link";
import { Panel } from "../../parts/Panel";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { Bars, type BarRow } from "./Bars";

interface Shown {
  readonly place: Here;
  readonly asked: Asked<Shape["BestCategories"]>;
  readonly bucket: Bucket | null;
}

/** A row filters the page; once more, and it is all again. */
export function TopCategories({ place, asked, bucket }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { marketplace, measure, category, seller } = place.choices;
  const before = useAnswer(bucket && soldCategories(marketplace, bucket, 100, 1, seller)).body;
  const size = (row: CategoryRow) => (measure === "units" ? row.expectedUnits : (row.expectedAmount ?? row.expectedUnits)) ?? 0;
  const was = (id: number) => {
    const row = before?.categories.find((one) => one.categoryId === id);
    return measure === "units" ? row?.units : row?.totalSalesAmount;
  };
  const rowsOf = (rows: readonly CategoryRow[]): BarRow[] => {
    const most = Math.max(...rows.map(size), 1e-9);
    return rows.map((row) => {
      const isChosen = String(row.categoryId) === category;
      return {
        key: String(row.categoryId),
        length: size(row) / most,
        name: <Link data-row keepsScroll href={place.to({ category: isChosen ? "" : String(row.categoryId) })} aria-current={isChosen ? "true" : undefined} title={words.filterBy(row.categoryName)}>{row.categoryName}</Link>,
        more: bucket && <Changed from={was(row.categoryId)} to={measure === "units" ? row.expectedUnits : row.expectedAmount} />,
        value: measure === "units" ? numbers.whole(row.expectedUnits) : numbers.money(row.expectedAmount),
      };
    });
  };
  return (
    <Panel title={words.topCategories} address={asked.address} actions={<Link href={place.to({ view: "categories", seller })}>{words.more}</Link>}>
      <Answered asked={asked} rows={10}>{(body) => <Bars rows={rowsOf(body.categories as CategoryRow[])} />}</Answered>
    </Panel>
  );
}
