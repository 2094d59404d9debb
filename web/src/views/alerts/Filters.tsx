import type { AlertRule } from "../../api/alerts";
import { kAudiences, kPriorities, type Priority } from "../../state/place";
import { go, type Here } from "../../state/usePlace";
import type { Words } from "../../words/en";
import { useWords } from "../../words/useWords";

export const priorityMeanings = (words: Words): Record<Priority, string> =>
  ({ P0: words.priorityP0, P1: words.priorityP1, P2: words.priorityP2, P3: words.priorityP3 });

/** Which alerts, besides their state. */
export function Filters({ place, rules }: { readonly place: Here; readonly rules: readonly AlertRule[] }) {
  const words = useWords();
  const { priority, audience, rule } = place.choices;
  const meanings = priorityMeanings(words);
  const isSet = priority !== "" || audience !== "" || rule !== "";
  const names = rules.map(({ name }) => name);
  return (
    <div className="slices alert-filters">
      <label>{words.priority}
        <select value={priority} onChange={(event) => { go(place.to({ priority: kPriorities.find((one) => one === event.target.value) ?? "" })); }}>
          <option value="">{words.every}</option>
          {kPriorities.map((one) => <option key={one} value={one}>{one} · {meanings[one]}</option>)}
        </select>
      </label>
      <label>{words.audience}
        <select value={audience} onChange={(event) => { go(place.to({ audience: kAudiences.find((one) => one === event.target.value) ?? "" })); }}>
          <option value="">{words.every}</option>
          {kAudiences.map((one) => <option key={one} value={one}>{words[one]}</option>)}
        </select>
      </label>
      <label>{words.rule}
        <select value={rule} onChange={(event) => { go(place.to({ rule: event.target.value })); }}>
          <option value="">{words.every}</option>
          {(rule === "" || names.includes(rule) ? names : [rule, ...names]).map((one) => <option key={one}>{one}</option>)}
        </select>
      </label>
      {isSet && <button type="button" className="button" onClick={() => { go(place.to({ priority: "", audience: "", rule: "" })); }}>{words.clear}</button>}
    </div>
  );
}
