import type { Asked } from "../../api/useAnswer";
import { Changed } from "../../parts/Changed";
import { Link } from "../../parts/Link";
import { ProblemNote } from "../../parts/ProblemNote";
import { Source } from "../../parts/Source";
import type { Measure } from "../../state/place";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";

export interface Totals {
  totalExpectedUnits: number | null;
  totalExpectedAmount: number | null;
}
export interface Sold {
  totalSalesAmount: number | null;
  totalUnits: number | null;
}
interface Shown {
  readonly place: Here;
  readonly asked: Asked<Totals>;
  readonly before: Asked<Sold> | null;
}

const ratio = (amount: number | null | undefined, units: number | null | undefined) =>
  amount === null || amount === undefined || !units ? null : amount / units;

interface Figure {
  readonly name: string;
  readonly value: number | null | undefined;
  readonly was: number | null | undefined;
  readonly shown: (value: number | null | undefined) => string;
  readonly measure?: Measure;
}

/** Choosing a number shows its trend. */
function FigureOf({ figure: { name, value, was, shown, measure }, place, isKnown }: { readonly figure: Figure; readonly place: Here; readonly isKnown: boolean }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const inside = (
    <>
      <span className="figure-name">{name}</span>
      <span className="figure-value">{isKnown ? shown(value) : " "}</span>
      <span className="figure-change">
        {isKnown && <Changed from={was} to={value} />}
        {isKnown && <span className="figure-was">{was === null || was === undefined ? "" : words.against(shown(was))}</span>}
      </span>
    </>
  );
  const isChosen = measure === place.choices.measure;
  return measure
    ? <Link className="figure" keepsScroll href={place.to({ measure })} aria-current={isChosen ? "true" : undefined} lang={numbers.language}>{inside}</Link>
    : <div className="figure">{inside}</div>;
}

export function Headline({ place, asked, before }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  if (asked.problem) return <ProblemNote problem={asked.problem} again={asked.again} />;
  const now = asked.body;
  const was = before?.isCurrent ? before.body : null;
  const figures: Figure[] = [
    { name: words.expectedRevenue, value: now?.totalExpectedAmount, was: was?.totalSalesAmount, shown: numbers.money, measure: "amount" },
    { name: words.expectedUnits, value: now?.totalExpectedUnits, was: was?.totalUnits, shown: numbers.whole, measure: "units" },
    { name: words.perUnit, value: ratio(now?.totalExpectedAmount, now?.totalExpectedUnits), was: ratio(was?.totalSalesAmount, was?.totalUnits), shown: numbers.money },
  ];
  return (
    <div className={asked.isCurrent ? "figures" : "figures old"} aria-busy={!asked.isCurrent}>
      {figures.map((figure) => <FigureOf key={figure.name} figure={figure} place={place} isKnown={now !== null} />)}
      <span className="figures-source">
        <Source address={asked.address} />
        {before ? <Source address={before.address} /> : <span className="about">{words.noComparison}</span>}
      </span>
    </div>
  );
}
