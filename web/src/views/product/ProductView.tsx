import { useEffect } from "react";
import { product } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { Link } from "../../parts/Link";
import { MeasureChoice } from "../../parts/MeasureChoice";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { Trail } from "../categories/Trail";
import { FramesTable } from "./FramesTable";
import { RankHistory } from "./RankHistory";
import { Reasons } from "./Reasons";
import { SimilarProducts } from "./SimilarProducts";
import { SoldAndExpected } from "./SoldAndExpected";
import { TagsLine } from "./TagsLine";

/** All about one product. */
export default function ProductView({ place, here }: ViewShown) {
  const words = useWords();
  const { measure } = place.choices;
  const asked = useAnswer(product(place.id, here));
  const known = asked.isCurrent ? asked.body : null;
  const name = known?.productName ?? "";
  useEffect(() => { if (name) document.title = `${name} · Shelfcast`; }, [name]);
  return (
    <>
      <Trail place={place} category={known ? String(known.categoryId) : ""} isWhole />
      <div className="title-row">
        <h1>{name || "\u00a0"}</h1>
        {known?.isNew && <span className="tag">{words.isNew}</span>}
        <span className="about">{known?.sellerName}</span>
        {known && <TagsLine key={known.productId} marketplace={here.marketplaceId} id={known.productId} />}
      </div>
      <Panel title={words.history} about={measure === "amount" ? words.bandOfUnits : undefined} address={asked.address} actions={<MeasureChoice place={place} />}>
        <div className="chart-place">
          <Answered asked={asked} rows={0}>
            {(body) => <SoldAndExpected product={body} measure={measure} />}
          </Answered>
        </div>
      </Panel>
      <Panel title={words.inEveryFrame} address={asked.address} actions={<Link href={place.to({ view: "compare", product: place.id })}>{words.compare}</Link>}>
        <Answered asked={asked} rows={7}>{(body) => <FramesTable frames={body.frames} />}</Answered>
      </Panel>
      <div className="reasons-choice"><Choosing place={place} /></div>
      {known && <Reasons place={place} cycle={here.cycle} />}
      <SimilarProducts place={place} here={here} />
      <Panel title={words.rankHistory} address={asked.address}>
        <Answered asked={asked} rows={3}>{(body) => <RankHistory stood={body.rankHistory} />}</Answered>
      </Panel>
    </>
  );
}
