import { coverage, manyCycles } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useNumbers, useWords } from "../../words/useWords";
import { AccuracyOverTime } from "./AccuracyOverTime";
import { accuracySeries } from "./accuracySeries";
import { AccuracyTable } from "./AccuracyTable";
import { Calibration } from "./Calibration";
import { CoverageTable } from "./CoverageTable";

/** Whether what was promised came true. */
export default function Trust({ here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const measured = useAnswer(coverage(here.marketplaceId));
  const done = useAnswer(manyCycles);
  const told = measured.isCurrent ? measured.body : null;
  const accuracyOf = (all: NonNullable<typeof done.body>["cycles"]) =>
    all.find((cycle) => cycle.marketplaceId === here.marketplaceId && cycle.accuracy.length > 0)?.accuracy ?? [];
  return (
    <>
      <h1>{words.trust}</h1>
      <Panel title={words.accuracy} about={words.accuracyMeaning} address={done.address}>
        <Answered asked={done} rows={6}>{(body) => <AccuracyTable rows={accuracyOf(body.cycles)} />}</Answered>
      </Panel>
      <Panel title={words.accuracyOverTime} about={words.accuracyOverTimeMeaning} address={done.address}>
        <Answered asked={done} rows={6}>{(body) => <AccuracyOverTime series={accuracySeries(body.cycles, here.marketplaceId)} />}</Answered>
      </Panel>
      <Panel title={words.coverage} about={words.coverageMeaning} address={measured.address}>
        <p className="about">{told?.knownFrom && told.scoredUntil && words.measuredFromTo(numbers.whole(told.periods), numbers.period(told.knownFrom, told.scoredUntil))}</p>
        <Answered asked={measured} rows={4}>{(body) => <CoverageTable told={body} />}</Answered>
      </Panel>
      <Panel title={words.calibration} about={words.confidenceMeaning} address={measured.address}>
        <Answered asked={measured} rows={4}>{(body) => <Calibration told={body} />}</Answered>
      </Panel>
    </>
  );
}
