import { modelForecasts } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { MeasureChoice } from "../../parts/MeasureChoice";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useNumbers, useWords } from "../../words/useWords";
import { ModelsCompared } from "./ModelsCompared";

const kMost = 100;

/** Models against each other. */
export function Models({ place }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const asked = useAnswer(modelForecasts(place.choices, kMost));
  const period = asked.body && numbers.period(asked.body.bucket_start, asked.body.bucket_end);
  return (
    <>
      <Choosing place={place} />
      <p className="period">{period}</p>
      <Panel title={words.models} about={words.modelsCompared} address={asked.address} actions={<MeasureChoice place={place} />}>
        <Answered asked={asked} rows={12}>{(body) => <ModelsCompared told={body} place={place} />}</Answered>
      </Panel>
    </>
  );
}
