import { useEffect } from "react";
import { bestProducts, type ProductRow } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { Pages } from "../../parts/Pages";
import { Source } from "../../parts/Source";
import type { ViewShown } from "../../shell/ViewOf";
import { useNumbers, useWords } from "../../words/useWords";
import { Nothing } from "./Nothing";
import { ProductTable } from "./ProductTable";
import { PeriodLine } from "./PeriodLine";
import { Slices } from "./Slices";
import { Trail } from "./Trail";

const kRows = 50;

/** The products of a category and of all below it. */
export default function CategoryView({ place, here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const asked = useAnswer(bestProducts(place.id, place.choices, { limit: kRows, page: place.choices.page, cycle: here.cycle }));
  const name = asked.body?.categoryName ?? "";
  useEffect(() => { if (name) document.title = `${name} · Shelfcast`; }, [name]);
  return (
    <>
      <Trail place={place} category={place.id} />
      <div className="title-row"><h1>{name || "\u00a0"}</h1><Source address={asked.address} /></div>
      <Choosing place={place} />
      <Slices place={place} csv={asked.address} />
      <Answered asked={asked} rows={14}>
        {(body) => (
          <>
            <PeriodLine of={body} counted={words.productCount(body.totalProducts, numbers.whole(body.totalProducts))} timeZone={here.timeZone} />
            {body.products.length === 0 ? <Nothing /> : <ProductTable rows={body.products as ProductRow[]} place={place} dataCut={here.dataCut} />}
            <Pages place={place} total={body.totalProducts} limit={kRows} />
          </>
        )}
      </Answered>
    </>
  );
}
