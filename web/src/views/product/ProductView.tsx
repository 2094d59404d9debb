import { lazy, Suspense, useEffect } from "react";
import { product } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { MeasureChoice } from "../../parts/MeasureChoice";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { Trail } from "../categories/Trail";
import { FramesTable } from "./FramesTable";
import { RankHistory } from "./RankHistory";
import { Reasons } from "./Reasons";
import { daysOf } from "./daysOf";

const TimeChart = lazy(() => import("../../charts/TimeChart"));

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
      </div>
      <Panel title={words.history} about={measure === "amount" ? words.bandOfUnits : undefined} address={asked.address} actions={<MeasureChoice place={place} />}>
        <div className="chart-place">
          <Answered asked={asked} rows={0}>
            {(body) => <Suspense fallback={null}><TimeChart title={`${body.productName}: ${words.history}`} points={daysOf(body)} measure={measure} /></Suspense>}
          </Answered>
        </div>
      </Panel>
      <Panel title={words.inEveryFrame} address={asked.address}>
        <Answered asked={asked} rows={7}>{(body) => <FramesTable frames={body.frames} />}</Answered>
      </Panel>
      <div className="reasons-choice"><Choosing place={place} /></div>
      {known && <Reasons place={place} cycle={here.cycle} />}
      <Panel title={words.rankHistory} address={asked.address}>
        <Answered asked={asked} rows={3}>{(body) => <RankHistory stood={body.rankHistory} />}</Answered>
      </Panel>
    </>
  );
}
