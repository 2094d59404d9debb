import { kComparisons, kWindows, type Comparison } from "../state/place";
import { go, type Here } from "../state/usePlace";
import { periodName } from "../words/periods";
import { useWords } from "../words/useWords";
import { Frames } from "./Frames";

/** Time frame and window, and where a view compares, with what. */
export function Choosing({ place, compares = false }: { readonly place: Here; readonly compares?: boolean }) {
  const words = useWords();
  const { frame, window, comparison } = place.choices;
  const comparisons: Record<Comparison, string> = { before: words.periodBefore, year: words.yearBefore, none: words.nothing };
  return (
    <div className="choosing">
      <Frames place={place} />
      <label><span className="unseen">{words.period}</span>
        <select id="window" value={window} onChange={(event) => { go(place.to({ window: kWindows.find((one) => one === event.target.value) ?? "rolling" })); }}>
          {kWindows.map((one) => <option key={one} value={one}>{periodName(words, one, frame)}</option>)}
        </select>
      </label>
      {compares && (
        <label className="compared"><span>{words.comparedWith}</span>
          <select id="comparison" aria-label={words.comparedWith} value={comparison} onChange={(event) => { go(place.to({ comparison: kComparisons.find((one) => one === event.target.value) ?? "before" })); }}>
            {kComparisons.map((one) => <option key={one} value={one}>{comparisons[one]}</option>)}
          </select>
        </label>
      )}
    </div>
  );
}
