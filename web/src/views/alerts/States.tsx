import { Link } from "../../parts/Link";
import { kAlertStates, type AlertState } from "../../state/place";
import type { Here } from "../../state/usePlace";
import type { Words } from "../../words/en";
import { useWords } from "../../words/useWords";

export const stateNames = (words: Words): Record<AlertState, string> =>
  ({ open: words.stateOpen, acknowledged: words.stateAcknowledged, snoozed: words.stateSnoozed, resolved: words.stateResolved });

export function States({ place }: { readonly place: Here }) {
  const words = useWords();
  const names = stateNames(words);
  return (
    <nav className="kinds" aria-label={words.state}>
      {kAlertStates.map((one) => <Link key={one} keepsScroll href={place.to({ state: one })} aria-current={one === place.choices.state ? "true" : undefined}>{names[one]}</Link>)}
    </nav>
  );
}
