import { useEffect } from "react";
import { bestProducts } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { Source } from "../../parts/Source";
import type { ViewShown } from "../../shell/ViewOf";
import { useNumbers, useWords } from "../../words/useWords";
import { Exports } from "./Exports";
import { Nothing } from "./Nothing";
import { ProductTable } from "./ProductTable";
import { PeriodLine } from "./PeriodLine";
import { Slices } from "./Slices";
import { Trail } from "./Trail";

const kRows = 50;
const kMostRows = 100;

/** The products of a category and of all below it. */
export default function CategoryView({ place, here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const questionOf = (page: number) => bestProducts(place.id, place.choices, { limit: kRows, page, cycle: here.cycle });
  const asked = useAnswer(questionOf(1));
  const name = asked.body?.categoryName ?? "";
  useEffect(() => { if (name) document.title = `${name} · Shelfcast`; }, [name]);
  return (
    <>
      <Trail place={place} category={place.id} />
      <div className="title-row"><h1>{name || "\u00a0"}</h1><Source address={asked.address} /></div>
      <Choosing place={place} />
      <Slices place={place}>
        <Exports page={questionOf(place.choices.page)} all={bestProducts(place.id, place.choices, { limit: kMostRows, cycle: here.cycle })} total={asked.body?.totalProducts ?? 0} perPage={kRows} perLargePage={kMostRows}
          sheetOf={async (bodies) => (await import("../../export/lists")).productsSheet(bodies, words, here.timeZone)} />
      </Slices>
      <Answered asked={asked} rows={14}>
        {(body) => (
          <>
            <PeriodLine of={body} counted={words.productCount(body.totalProducts, numbers.whole(body.totalProducts))} timeZone={here.timeZone} />
            {body.products.length === 0 ? <Nothing /> : <ProductTable key={asked.address} questionOf={questionOf} total={body.totalProducts} perPage={kRows} place={place} dataCut={here.dataCut} />}
          </>
        )}
      </Answered>
    </>
  );
}
