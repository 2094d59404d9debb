import { kMeasures, type Measure } from "../state/place";
import type { Here } from "../state/usePlace";
import { useWords } from "../words/useWords";
import { Link } from "./Link";

/** Money or units. */
export function MeasureChoice({ place }: { readonly place: Here }) {
  const words = useWords();
  const names: Record<Measure, string> = { amount: words.revenue, units: words.units };
  return kMeasures.map((measure) => (
    <Link key={measure} keepsScroll href={place.to({ measure })} aria-current={place.choices.measure === measure ? "true" : undefined}>{names[measure]}</Link>
  ));
}
