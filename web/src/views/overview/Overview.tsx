import { bestCategories, bestProducts, comparedBucket, expectedSales, me, soldSeries, stretchOf } from "../../api/questions";
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

/** Takes a filter off. */
function Chip({ name, href }: { readonly name: string; readonly href: string }) {
  const words = useWords();
  return (
    <Link className="chip" keepsScroll href={href} aria-label={words.removeFilter(name)}>
      {words.filteredBy} <b>{name || "…"}</b><span aria-hidden="true"> ×</span>
    </Link>
  );
}

/** One calm page: what is expected, against what, where it comes from. A seller's numbers and trend are its own; rankings are everybody's unless one seller is chosen. */
export default function Overview({ place, here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { choices } = place;
  const { category, seller } = choices;
  const who = useAnswer(me);
  const own = who.body?.sellerId ?? "";
  const whose: Choices = { ...choices, seller: own || seller };
  const isKnown = who.body !== null || who.problem !== null;
  const sorted: Choices = { ...choices, sort: choices.measure === "units" ? "units_desc" : "desc" };
  const headline = useAnswer(isKnown ? expectedSales(whose, here.cycle) : null);
  const all = useAnswer(bestCategories(sorted, { limit: kRows, cycle: here.cycle }));
  const inside = useAnswer(category ? bestProducts(category, sorted, { limit: kRows, cycle: here.cycle }) : null);
  const shown = category ? inside : all;
  const firstDay = shown.body && localDay(shown.body.periodStart, here.timeZone);
  const bucket = firstDay === null ? null : comparedBucket(choices, firstDay);
  const before = useAnswer(isKnown && bucket ? soldSeries(whose, stretchOf(bucket), here.timeZone) : null);
  const name = category && inside.isCurrent ? (inside.body?.categoryName ?? "") : "";
  const sellerName = headline.isCurrent ? (headline.body?.sellerName ?? "") : "";
  const where = [name, whose.seller && sellerName].filter(Boolean).join(", ") || words.wholeMarketplace;
  return (
    <>
      <h1 className="unseen">{words.overview}</h1>
      <Choosing place={place} compares />
      <p className="period">
        {shown.body && firstDay && numbers.period(firstDay, localDay(shown.body.periodEnd, here.timeZone))}
        {category && <Chip name={name} href={place.to({ category: "" })} />}
        {seller && !own && <Chip name={sellerName} href={place.to({ seller: "" })} />}
        <OpenAlerts place={place} />
      </p>
      <Headline place={place} asked={headline} before={bucket ? before : null} />
      <TrendPanel choices={whose} here={here} where={where} isKnown={isKnown} />
      <div className="two">
        <TopCategories place={place} asked={all} bucket={own ? null : bucket} />
        <TopProducts place={place} inside={category ? inside : null} />
      </div>
      {!seller && <MoversPanel place={place} />}
    </>
  );
}
