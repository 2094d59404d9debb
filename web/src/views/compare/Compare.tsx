import { Link } from "../../parts/Link";
import type { ViewShown } from "../../shell/ViewOf";
import { kComparings, type Comparing } from "../../state/place";
import { useWords } from "../../words/useWords";
import { Models } from "./Models";
import { OfProduct } from "./OfProduct";
import { Periods } from "./Periods";
import { Promises } from "./Promises";

/** One of three comparisons. */
export default function Compare(shown: ViewShown) {
  const words = useWords();
  const { place } = shown;
  const { comparing } = place.choices;
  const names: Record<Comparing, string> = { periods: words.comparePeriods, promises: words.comparePromises, models: words.models };
  return (
    <>
      <div className="title-row">
        <h1>{words.compare}</h1>
        <nav className="kinds" aria-label={words.compare}>
          {kComparings.map((one) => <Link key={one} href={place.to({ comparing: one, day: "", beside: "", asOf: "" })} aria-current={one === comparing ? "true" : undefined}>{names[one]}</Link>)}
        </nav>
      </div>
      {comparing !== "models" && <OfProduct {...shown} />}
      {comparing === "periods" && <Periods {...shown} />}
      {comparing === "promises" && <Promises {...shown} />}
      {comparing === "models" && <Models {...shown} />}
    </>
  );
}
