import { plusDays } from "../../api/days";
import { foreseen } from "../../api/ofProduct";
import { linkedPages } from "../../api/pages";
import { spanOf } from "../../api/periods";
import { expectedIn } from "../../api/questions";
import { useAnswer, useFound, type Asked } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { DayChoice } from "../../parts/DayChoice";
import { Frames } from "../../parts/Frames";
import { MeasureChoice } from "../../parts/MeasureChoice";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { go } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { ProductPromise } from "./ProductPromise";
import { PromisesTable } from "./PromisesTable";
import { keptsOf } from "./promised";

const kMostPages = 20;

/** What was promised for a period that is over, beside what happened in it. */
export function Promises({ place, here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { choices } = place;
  const { marketplace, frame, day, asOf, measure, product } = choices;
  const span = useFound(`span ${marketplace} ${frame} ${day} ${here.dataCut}`, "", async (signal) => {
    if (day) return spanOf(choices, day, signal);
    // The last one that is over.
    const running = await spanOf(choices, plusDays(here.dataCut, 1), signal);
    return spanOf(choices, plusDays(running.firstDay, -1), signal);
  });
  const period = span.isCurrent ? span.body : null;
  const question = expectedIn(choices, { dateTime: period?.firstDay ?? "", asOf });
  const ofProduct = useAnswer(period && product ? foreseen(choices, period.firstDay, asOf) : null);
  const asked = useFound(period && !product ? question.address : null, question.address, async (signal, onWaiting) => (await linkedPages(question, { atMost: kMostPages, signal }, onWaiting)).bodies);
  const shown = product ? ofProduct : asked;
  const or = <Body,>(answer: Asked<Body>) => (span.problem ? { ...answer, problem: span.problem, again: span.again } : answer);
  return (
    <>
      <div className="choosing">
        <Frames place={place} />
        <DayChoice name={words.periodWith} value={day || (period?.firstDay ?? "")} onChoose={(chosen) => { go(place.to({ day: chosen, asOf })); }} />
        <DayChoice name={words.asKnownOn} value={asOf} onChoose={(chosen) => { go(place.to({ day, asOf: chosen })); }} />
      </div>
      <p className="period">{period && numbers.period(period.firstDay, period.lastDay)}</p>
      <Panel title={words.comparePromises} about={asOf ? words.promisedAsKnown(numbers.day(asOf)) : words.promisedBefore} address={shown.address} actions={!product && <MeasureChoice place={place} />}>
        {product ? (
          <Answered asked={or(ofProduct)} rows={2}>{({ data }) => (data.predictions.product ? <ProductPromise told={data.predictions.product} /> : <p className="about">{words.nothing}</p>)}</Answered>
        ) : (
          <Answered asked={or(asked)} rows={14}>{(bodies) => <PromisesTable kept={keptsOf(bodies, measure)} place={place} />}</Answered>
        )}
      </Panel>
    </>
  );
}
