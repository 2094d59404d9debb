// The numbers above the overview, and what each is compared with.
import type { Shape } from "../../api/question";
import type { Change, Choices } from "../../state/place";
import type { Words } from "../../words/en";
import type { Numbers } from "../../words/numbers";

type Told = number | null;
type Sold = Shape["SalesByPeriod"]["periods"][number];

export interface Figure {
  readonly name: string;
  readonly value: Told;
  readonly was: Told;
  readonly shown: (value: Told) => string;
  /** Where it leads. */
  readonly to: Change;
  readonly isShare?: boolean;
  readonly note?: string;
}

/** What is told of less than this part of the revenue is not told of all. */
const kAsGoodAsAll = 0.995;

const ratio = (part: Told | undefined, whole: Told | undefined): Told => (part === null || part === undefined || !whole ? null : part / whole);

function marginNote({ marginRate, amountWithCost, expectedAmount }: Shape["ExpectedSales"], words: Words, numbers: Numbers): string {
  const known = ratio(amountWithCost, expectedAmount) ?? 0;
  const rate = numbers.percent(marginRate);
  return known < kAsGoodAsAll ? words.marginOfKnown(rate, numbers.percent(known)) : words.marginOf(rate);
}

/** What is left is shown where any costs are known, a share where it is one seller's. */
export function figuresOf(now: Shape["ExpectedSales"] | null, sold: Sold | null, { category, seller }: Choices, words: Words, numbers: Numbers): Figure[] {
  const { money, whole, share } = numbers;
  const list: Change = { view: "categories", id: category, seller };
  const figures: Figure[] = [
    { name: words.expectedRevenue, value: now?.expectedAmount ?? null, was: sold?.amount ?? null, shown: money, to: { measure: "amount" } },
    { name: words.expectedUnits, value: now?.expectedUnits ?? null, was: sold?.units ?? null, shown: whole, to: { measure: "units" } },
    { name: words.perUnit, value: ratio(now?.expectedAmount, now?.expectedUnits), was: ratio(sold?.amount, sold?.units), shown: money, to: list },
  ];
  if (now && now.expectedMargin !== null) figures.push({ name: words.expectedMargin, value: now.expectedMargin, was: sold?.margin ?? null, shown: money, to: list, note: marginNote(now, words, numbers) });
  if (now && now.share !== null) figures.push({ name: words.marketplaceShare, value: now.share, was: sold?.share ?? null, shown: share, to: { seller: "" }, isShare: true });
  return figures;
}
