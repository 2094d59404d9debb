import type { Shape } from "../../api/question";
import { Link } from "../../parts/Link";
import { Source } from "../../parts/Source";
import { kPriorities } from "../../state/place";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { priorityMeanings } from "./Filters";

interface Shown {
  readonly told: Shape["AlertSummary"];
  readonly place: Here;
  readonly address: string;
}

/** How many are unresolved, and how soon they are dealt with. */
export function Summary({ told, place, address }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const meanings = priorityMeanings(words);
  return (
    <div className="figures">
      <div className="figure whole">
        <span className="figure-name">{words.unresolved}</span>
        <span className="figure-value counts">
          {kPriorities.map((one) => (
            <Link key={one} keepsScroll href={place.to({ priority: one })} className={told.open[one] > 0 ? `count ${one}` : "count"}
              aria-label={`${one}, ${meanings[one]}: ${numbers.whole(told.open[one])}`}><small>{one}</small>{numbers.whole(told.open[one])}</Link>
          ))}
        </span>
        <span className="told">{words.raisedAndResolved(numbers.whole(told.raisedIn30Days), numbers.whole(told.resolvedIn30Days))}</span>
      </div>
      {[[words.timeToRespond, told.medianSecondsToAcknowledge] as const, [words.timeToResolve, told.medianSecondsToResolve] as const].map(([name, seconds]) => (
        <div key={name} className="figure">
          <span className="figure-name">{name}</span>
          <span className="figure-value">{numbers.lasting(seconds)}</span>
          <span className="told">{words.medianOf30}</span>
        </div>
      ))}
      <span className="figures-source"><Source address={address} /></span>
    </div>
  );
}
