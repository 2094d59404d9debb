import { coverage, cycles } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { AccuracyTable } from "./AccuracyTable";
import { Calibration } from "./Calibration";
import { CoverageTable } from "./CoverageTable";

/** Whether what was promised came true. */
export default function Trust({ here }: ViewShown) {
  const words = useWords();
  const measured = useAnswer(coverage(here.marketplaceId));
  const done = useAnswer(cycles);
  const accuracyOf = (all: NonNullable<typeof done.body>["cycles"]) =>
    all.find((cycle) => cycle.marketplaceId === here.marketplaceId && cycle.accuracy.length > 0)?.accuracy ?? [];
  return (
    <>
      <h1>{words.trust}</h1>
      <Panel title={words.accuracy} about={words.accuracyMeaning} address={done.address}>
        <Answered asked={done} rows={6}>{(body) => <AccuracyTable rows={accuracyOf(body.cycles)} />}</Answered>
      </Panel>
      <Panel title={words.coverage} about={words.coverageMeaning} address={measured.address}>
        <Answered asked={measured} rows={4}>{(body) => <CoverageTable told={body} />}</Answered>
      </Panel>
      <Panel title={words.calibration} about={words.confidenceMeaning} address={measured.address}>
        <Answered asked={measured} rows={4}>{(body) => <Calibration told={body} />}</Answered>
      </Panel>
    </>
  );
}
