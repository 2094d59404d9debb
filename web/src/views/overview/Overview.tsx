import { bestCategories, bestProducts, comparedBucket, soldIn } from "../../api/questions";
import { localDay } from "../../api/days";
import { useAnswer } from "../../api/useAnswer";
import { Choosing } from "../../parts/Choosing";
import { Link } from "../../parts/Link";
import type { Choices } from "../../state/place";
import type { ViewShown } from "../../shell/ViewOf";
import { useNumbers, useWords } from "../../words/useWords";
import { OpenAlerts } from "./OpenAlerts";
import { Headline } from "./Headline";
import { MoversPanel } from "./MoversPanel";
import { TopCategories } from "./TopCategories";
import { TopProducts } from "./TopProducts";
import { TrendPanel } from "./TrendPanel";

const kRows = 10;

/** One calm page: what is expected, against what, where it comes from. */
export default function Overview({ place, here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { choices } = place;
  const { marketplace, category } = choices;
  const sorted: Choices = { ...choices, sort: choices.measure === "units" ? "units_desc" : "desc" };
  const all = useAnswer(bestCategories(sorted, { limit: kRows, cycle: here.cycle }));
  const inside = useAnswer(category ? bestProducts(category, sorted, { limit: kRows, cycle: here.cycle }) : null);
  const shown = category ? inside : all;
  const firstDay = shown.body && localDay(shown.body.periodStart, here.timeZone);
  const bucket = firstDay === null ? null : comparedBucket(choices, firstDay);
  const before = useAnswer(bucket && soldIn(marketplace, category, bucket));
  const name = category && inside.isCurrent ? (inside.body?.categoryName ?? "") : "";
  return (
    <>
      <h1 className="unseen">{words.overview}</h1>
      <Choosing place={place} compares />
      <p className="period">
        {shown.body && firstDay && numbers.period(firstDay, localDay(shown.body.periodEnd, here.timeZone))}
        {category && (
          <Link className="chip" keepsScroll href={place.to({ category: "" })} aria-label={words.removeFilter(name)}>
            {words.filteredBy} <b>{name || "…"}</b><span aria-hidden="true"> ×</span>
          </Link>
        )}
        <OpenAlerts place={place} />
      </p>
      <Headline place={place} asked={shown} before={bucket ? before : null} />
      <TrendPanel choices={choices} here={here} where={name || words.wholeMarketplace} />
      <div className="two">
        <TopCategories place={place} asked={all} bucket={bucket} />
        <TopProducts place={place} inside={category ? inside : null} />
      </div>
      <MoversPanel place={place} />
    </>
  );
}
