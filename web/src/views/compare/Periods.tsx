import { plusDays } from "../../api/days";
import { foreseen, productNumbersOf } from "../../api/ofProduct";
import { dayBeside, numbersOf, type PeriodNumbers } from "../../api/periods";
import { expectedIn } from "../../api/questions";
import { useFound } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { DayChoice } from "../../parts/DayChoice";
import { Frames } from "../../parts/Frames";
import { MeasureChoice } from "../../parts/MeasureChoice";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { kComparisons, type Comparison } from "../../state/place";
import { go } from "../../state/usePlace";
import { useWords } from "../../words/useWords";
import { ProductPeriods } from "./ProductPeriods";
import { PeriodsTable } from "./PeriodsTable";

interface Both {
  readonly first: PeriodNumbers;
  readonly second: PeriodNumbers;
}

/** A period beside another one. */
export function Periods({ place, here }: ViewShown) {
  const words = useWords();
  const { choices } = place;
  const { marketplace, frame, comparison, day, beside, product } = choices;
  const about = day || plusDays(here.dataCut, 1);
  const { address } = product ? foreseen(choices, about) : expectedIn(choices, { dateTime: about });
  const told = product ? productNumbersOf : numbersOf;
  const asked = useFound<Both>(`periods ${marketplace} ${frame} ${comparison} ${about} ${beside} ${product} ${here.cycle}`, address, async (signal) => {
    const first = await told(choices, about, here, signal);
    return { first, second: await told(choices, beside || dayBeside(first.firstDay, frame, comparison), here, signal) };
  });
  const shown = asked.isCurrent ? asked.body : null;
  const names: Record<Exclude<Comparison, "none">, string> = { before: words.periodBefore, year: words.yearBefore };
  return (
    <>
      <div className="choosing">
        <Frames place={place} />
        <DayChoice name={words.periodWith} value={day || (shown?.first.firstDay ?? "")} onChoose={(chosen) => { go(place.to({ day: chosen })); }} />
        <DayChoice name={words.besideThatWith} value={beside || (shown?.second.firstDay ?? "")} onChoose={(chosen) => { go(place.to({ beside: chosen })); }} />
        <select id="beside" aria-label={words.comparedWith} value={beside ? "" : comparison === "year" ? "year" : "before"}
          onChange={(event) => { go(place.to({ beside: "", comparison: kComparisons.find((one) => one === event.target.value) ?? "before" })); }}>
          {beside && <option value="">{words.chosenDay}</option>}
          {(["before", "year"] as const).map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      </div>
      <Panel title={words.comparePeriods} about={words.comparePeriodsMeaning} address={address} actions={!product && <MeasureChoice place={place} />}>
        <Answered asked={asked} rows={14}>{(both) => (product ? <ProductPeriods {...both} /> : <PeriodsTable {...both} place={place} />)}</Answered>
      </Panel>
    </>
  );
}
