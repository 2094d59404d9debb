import type { Shape } from "../../api/question";
import type { Asked } from "../../api/useAnswer";
import { Changed } from "../../parts/Changed";
import { Link } from "../../parts/Link";
import { ProblemNote } from "../../parts/ProblemNote";
import { Source } from "../../parts/Source";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { figuresOf, type Figure } from "./figures";

interface Shown {
  readonly place: Here;
  readonly asked: Asked<Shape["ExpectedSales"]>;
  readonly before: Asked<Shape["SalesByPeriod"]> | null;
}

/** A share grows by points; all else by a part of itself. */
function Change({ figure: { value, was, isShare } }: { readonly figure: Figure }) {
  const [words, numbers] = [useWords(), useNumbers()];
  if (!isShare) return <Changed from={was} to={value} />;
  if (value === null || was === null || value === was) return null;
  return <span className={value < was ? "changed down" : "changed up"}>{words.points(numbers.signed((value - was) * 100))}</span>;
}

/** Choosing a number shows its trend, or where it comes from. */
function FigureOf({ figure, place, isKnown }: { readonly figure: Figure; readonly place: Here; readonly isKnown: boolean }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { name, value, was, shown, to, note } = figure;
  const isChosen = to.measure !== undefined && to.measure === place.choices.measure;
  return (
    <Link className="figure" keepsScroll={to.view === undefined} href={place.to(to)} aria-current={isChosen ? "true" : undefined} lang={numbers.language}>
      <span className="figure-name">{name}</span>
      <span className="figure-value">{isKnown ? shown(value) : " "}</span>
      <span className="figure-change">
        {isKnown && <Change figure={figure} />}
        {isKnown && <span className="figure-was">{was === null ? "" : words.against(shown(was))}</span>}
      </span>
      {note && isKnown && <span className="figure-note">{note}</span>}
    </Link>
  );
}

export function Headline({ place, asked, before }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  if (asked.problem) return <ProblemNote problem={asked.problem} again={asked.again} />;
  const sold = before?.isCurrent ? before.body?.periods[0] : undefined;
  const figures = figuresOf(asked.body, sold ?? null, place.choices, words, numbers);
  return (
    <div className={asked.isCurrent ? "figures" : "figures old"} aria-busy={!asked.isCurrent}>
      {figures.map((figure) => <FigureOf key={figure.name} figure={figure} place={place} isKnown={asked.body !== null} />)}
      <span className="figures-source">
        <Source address={asked.address} />
        {before ? <Source address={before.address} /> : asked.body && <span className="about">{words.noComparison}</span>}
      </span>
    </div>
  );
}
