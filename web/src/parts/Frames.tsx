import { kFrames } from "../state/place";
import type { Here } from "../state/usePlace";
import { useWords } from "../words/useWords";
import { Link } from "./Link";

/** Day, week, month, quarter, half-year or year. */
export function Frames({ place }: { readonly place: Here }) {
  const words = useWords();
  return (
    <nav className="frames" aria-label={words.timeFrame}>
      {kFrames.map((one) => <Link key={one} keepsScroll href={place.to({ frame: one })} aria-current={one === place.choices.frame ? "true" : undefined}>{words[one]}</Link>)}
    </nav>
  );
}
