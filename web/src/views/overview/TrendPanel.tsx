import { lazy, Suspense } from "react";
import type { Marketplace } from "../../api/questions";
import { expectedQuestion, trend } from "../../api/trend";
import { useFound } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Panel } from "../../parts/Panel";
import type { Choices } from "../../state/place";
import { useWords } from "../../words/useWords";

const TimeChart = lazy(() => import("../../charts/TimeChart"));

interface Shown {
  readonly choices: Choices;
  readonly here: Marketplace;
  readonly where: string;
  /** Whose it is. */
  readonly isKnown: boolean;
}

export function TrendPanel({ choices, here, where, isKnown }: Shown) {
  const words = useWords();
  const { marketplace, category, seller, frame, measure } = choices;
  const { address } = expectedQuestion(choices, here.dataCut);
  const asked = useFound(isKnown ? `trend ${marketplace} ${category} ${seller} ${frame} ${here.dataCut}` : null, address,
    (signal) => trend(choices, here.dataCut, here.timeZone, signal));
  const title = words.trendOf(measure === "amount" ? words.revenue : words.units, where);
  return (
    <Panel title={words.trend} address={address} className="trend">
      <div className="chart-place">
        <Answered asked={asked} rows={0}>
          {(points) => <Suspense fallback={null}><TimeChart title={title} points={points} measure={measure} /></Suspense>}
        </Answered>
      </div>
    </Panel>
  );
}
