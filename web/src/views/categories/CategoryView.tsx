import { useEffect, useState } from "react";
import { bestProducts } from "../../api/questions";
import { tagsOf } from "../../api/tags";
import { useAnswer } from "../../api/useAnswer";
import { useMayAct } from "../../parts/Allowed";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { Source } from "../../parts/Source";
import { Edition, useEdition } from "../../state/edition";
import type { ViewShown } from "../../shell/ViewOf";
import { useNumbers, useWords } from "../../words/useWords";
import { Exports } from "./Exports";
import { Nothing } from "./Nothing";
import { ProductTable } from "./ProductTable";
import { PeriodLine } from "./PeriodLine";
import { Slices } from "./Slices";
import { TagBar } from "./TagBar";
import { Trail } from "./Trail";

const kRows = 50;
const kMostRows = 100;

function CategoryList({ place, here, onTagged }: ViewShown & { readonly onTagged: () => void }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const questionOf = (page: number) => bestProducts(place.id, place.choices, { limit: kRows, page, cycle: here.cycle });
  const asked = useAnswer(questionOf(1));
  const tags = useAnswer(tagsOf(here.marketplaceId)).body?.tags ?? [];
  const mayTag = useMayAct("tags:write") ?? false;
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const choose = (id: number, is: boolean) => { setIds((before) => new Set(is ? [...before, id] : [...before].filter((one) => one !== id))); };
  const name = asked.body?.categoryName ?? "";
  useEffect(() => { if (name) document.title = `${name} · Shelfcast`; }, [name]);
  return (
    <>
      <Trail place={place} category={place.id} />
      <div className="title-row"><h1>{name || "\u00a0"}</h1><Source address={asked.address} /></div>
      <Choosing place={place} />
      <Slices place={place} tags={tags}>
        <Exports page={questionOf(place.choices.page)} all={bestProducts(place.id, place.choices, { limit: kMostRows, cycle: here.cycle })} total={asked.body?.totalProducts ?? 0} perPage={kRows} perLargePage={kMostRows}
          sheetOf={async (bodies) => (await import("../../export/lists")).productsSheet(bodies, words, here.timeZone)} />
      </Slices>
      <TagBar marketplace={here.marketplaceId} chosen={ids} known={tags.map(({ tag }) => tag)} onClear={() => { setIds(new Set()); }} onTagged={() => { setIds(new Set()); onTagged(); }} />
      <Answered asked={asked} rows={14}>
        {(body) => (
          <>
            <PeriodLine of={body} counted={words.productCount(body.totalProducts, numbers.whole(body.totalProducts))} timeZone={here.timeZone} />
            {body.products.length === 0 ? <Nothing /> : <ProductTable key={asked.address} questionOf={questionOf} total={body.totalProducts} perPage={kRows} place={place} dataCut={here.dataCut} chosen={mayTag ? { ids, choose } : null} />}
          </>
        )}
      </Answered>
    </>
  );
}

const kTaggings = 1_000_000;

/** The products of a category and of all below it. What is called otherwise is listed otherwise: all is asked again then. */
export default function CategoryView(shown: ViewShown) {
  const edition = useEdition();
  const [taggings, setTaggings] = useState(0);
  return (
    <Edition value={edition + taggings / kTaggings}>
      <CategoryList {...shown} onTagged={() => { setTaggings((before) => before + 1); }} />
    </Edition>
  );
}
