// The lists of best categories and products as sheets.
import { localDay } from "../api/days";
import type { Shape } from "../api/question";
import type { Words } from "../words/en";
import type { Cell, Sheet, SheetColumn } from "./workbook";

type Categories = Shape["BestCategories"];
type Products = Shape["BestProducts"];
interface Told {
  readonly expectedUnits?: number | null;
  readonly expectedAmount?: number | null;
  readonly lo80?: number | null;
  readonly hi80?: number | null;
  readonly lo95?: number | null;
  readonly hi95?: number | null;
  readonly topProbability?: number | null;
  readonly rankLow?: number | null;
  readonly rankHigh?: number | null;
  readonly confidenceScore?: number | null;
}

const numberColumns = (words: Words, currency: string | null): SheetColumn[] => [
  { name: currency ? `${words.expectedRevenue} (${currency})` : words.expectedRevenue, kind: "money" }, { name: words.expectedUnits, kind: "number" },
  { name: `${words.range80} ≥`, kind: "number" }, { name: `${words.range80} ≤`, kind: "number" }, { name: `${words.range95} ≥`, kind: "number" }, { name: `${words.range95} ≤`, kind: "number" },
  { name: words.topChance, kind: "share" }, { name: `${words.rankRange} ≥`, kind: "count" }, { name: `${words.rankRange} ≤`, kind: "count" }, { name: words.confidence, kind: "share" },
  { name: words.firstDay, kind: "date" }, { name: words.lastDay, kind: "date" },
];

interface Period {
  readonly periodStart: string;
  readonly periodEnd: string;
}
const numbersOf = (row: Told, { periodStart, periodEnd }: Period, timeZone: string): Cell[] =>
  [row.expectedAmount, row.expectedUnits, row.lo80, row.hi80, row.lo95, row.hi95, row.topProbability, row.rankLow, row.rankHigh, row.confidenceScore, localDay(periodStart, timeZone), localDay(periodEnd, timeZone)]
    .map((cell) => cell ?? null);

export function categoriesSheet(bodies: readonly Categories[], words: Words, timeZone: string): Sheet {
  const columns: SheetColumn[] = [{ name: words.rank, kind: "count" }, { name: words.category, kind: "text" }, { name: words.key, kind: "text" }, ...numberColumns(words, bodies[0]?.currency ?? null)];
  const rows = bodies.flatMap((body) => body.categories.map((row) => [row.rank ?? null, row.categoryName ?? "", row.categoryKey ?? "", ...numbersOf(row, body, timeZone)]));
  return { name: words.categories, columns, rows };
}

export function productsSheet(bodies: readonly Products[], words: Words, timeZone: string): Sheet {
  const columns: SheetColumn[] = [
    { name: words.rank, kind: "count" }, { name: words.product, kind: "text" }, { name: words.key, kind: "text" }, { name: words.seller, kind: "text" }, ...numberColumns(words, bodies[0]?.currency ?? null),
  ];
  const rows = bodies.flatMap((body) => body.products.map((row) => [row.rank ?? null, row.productName ?? "", row.productKey ?? "", row.sellerName ?? "", ...numbersOf(row, body, timeZone)]));
  return { name: bodies[0]?.categoryName ?? words.topProducts, columns, rows };
}
