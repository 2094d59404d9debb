// What the views ask.
import { plusDays, weekdayOf, yearBefore } from "./days";
import { graph, question, type Question, type Shape } from "./question";
import type { Choices, Frame } from "../state/place";

export type Marketplace = Shape["Marketplaces"]["marketplaces"][number];
export type CategoryRow = Required<Shape["BestCategories"]["categories"][number]>;
export type ProductRow = Required<Shape["BestProducts"]["products"][number]>;
export type Mover = Shape["Movers"]["movers"][number];
export type FoundThing = Shape["Found"]["results"][number];
/** The table is named, so that all that is shown together is of the same one. */
export interface Paging {
  limit: number;
  page?: number;
  cycle: string;
}

const bucketOf = (frame: Frame) => frame.toUpperCase() as Uppercase<Frame>;

/** Whoever asks: the server knows. */
const customerId = "me";

export const marketplaces = question("/api/v1/marketplaces", {});
export const me = question("/api/v1/me", {});
export const readiness = { address: "/readyz?verbose" } as Question<Shape["Readiness"]>;

/** Which period, by a day of it; as which day knew it. */
interface When {
  dateTime: string;
  asOf?: string;
}

const sliced = ({ frame, window, sort, seller, least, most, tag }: Choices) =>
  ({ timeFrame: frame, window, sort, sellerId: seller, minPrice: least, maxPrice: most, tag });

const categoriesPath = "/api/v1/predictions/customer/{customerId}/marketplace/{marketplaceId}/categories";
const productsPath = "/api/v1/predictions/customer/{customerId}/{marketplaceId}/categories/{categoryId}/products";

export const bestCategories = (choices: Choices, paging: Paging): Question<Shape["BestCategories"]> =>
  question(categoriesPath, { path: { customerId, marketplaceId: choices.marketplace }, query: { ...sliced(choices), ...paging } });

/** A calendar's period by a day of it. */
export const expectedIn = ({ marketplace, frame, measure }: Choices, when: When): Question<Shape["BestCategories"]> =>
  question(categoriesPath, { path: { customerId, marketplaceId: marketplace }, query: { timeFrame: frame, window: "calendar", sort: measure === "units" ? "units_desc" : "desc", limit: 100, ...when } });

export const bestProducts = (categoryId: string, choices: Choices, paging: Paging): Question<Shape["BestProducts"]> =>
  question(productsPath, { path: { customerId, marketplaceId: choices.marketplace, categoryId }, query: { ...sliced(choices), ...paging } });

export const movers = ({ marketplace, frame, category }: Choices, limit: number): Question<Shape["Movers"]> =>
  question("/api/v1/movers", { query: { marketplaceId: marketplace, timeFrame: frame, categoryId: category, limit } });

export const found = (marketplaceId: string, q: string, limit: number, kind?: FoundThing["kind"]): Question<Shape["Found"]> =>
  question("/api/v1/search", { query: { marketplaceId, q, limit, kind } });

export const product = (id: string, { marketplaceId, cycle }: Marketplace): Question<Shape["Product"]> =>
  question("/api/v1/products/{id}", { path: { id }, query: { marketplaceId, cycle, historyDays: 90, forecastDays: 28, rankTables: 30 } });

export const similar = (id: string, { marketplaceId, cycle }: Marketplace): Question<Shape["SimilarProducts"]> =>
  question("/api/v1/products/{id}/similar", { path: { id }, query: { marketplaceId, cycle, limit: 5 } });

export const why = (id: string, { marketplace, frame, window }: Choices, cycle: string): Question<Shape["Why"]> =>
  question("/api/v1/products/{id}/why", { path: { id }, query: { marketplaceId: marketplace, timeFrame: frame, window, cycle } });

export const moved = (id: string, { marketplace, frame, window }: Choices, cycle: string): Question<Shape["Moved"]> =>
  question("/api/v1/products/{id}/moved", { path: { id }, query: { marketplaceId: marketplace, timeFrame: frame, window, cycle } });

export const modelForecasts = ({ marketplace, frame, window }: Choices, limit: number): Question<Shape["ModelForecasts"]> =>
  question("/forecast/compare-models", { query: { marketplace_id: marketplace, bucket_type: bucketOf(frame), window, limit } });

export const coverage = (marketplaceId: string): Question<Shape["Coverage"]> => question("/api/v1/coverage", { query: { marketplaceId } });
export const models = (marketplaceId: string): Question<Shape["Models"]> => question("/api/v1/models", { query: { marketplaceId } });
export const loads = (marketplaceId: string): Question<Shape["Loads"]> => question("/api/v1/loads", { query: { marketplaceId, limit: 20 } });
export const cycles = question("/api/v1/cycles", { query: { limit: 20 } });
export const deadLetters = (marketplaceId: string): Question<Shape["DeadLetters"]> =>
  question("/api/v1/dead-letters", { query: { marketplaceId, limit: 100 } });
/** As many as one answer holds: what was measured over time. */
export const manyCycles = question("/api/v1/cycles", { query: { limit: 100 } });
export const cycle = (id: string): Question<Shape["Cycle"]> => question("/api/v1/cycles/{id}", { path: { id } });

export interface Bucket {
  bucketType: Uppercase<Frame>;
  bucketStart: string;
  weekStart?: string;
}

/** A period that is over, and what it is compared with for; null where the API tells no such sum in one answer. */
export function comparedBucket({ window, frame, comparison }: Choices, firstDay: string): Bucket | null {
  if (comparison === "none") return null;
  const bucketType = bucketOf(frame);
  if (window === "rolling") {
    if (frame !== "day" && frame !== "week") return null;
    const back = comparison === "year" ? 364 : frame === "week" ? 7 : 1;
    const bucketStart = plusDays(firstDay, -back);
    // A week may begin on any day, if one says so: these seven days are one.
    return frame === "week" ? { bucketType, bucketStart, weekStart: weekdayOf(bucketStart) } : { bucketType, bucketStart };
  }
  if (comparison === "year") return { bucketType, bucketStart: frame === "week" || frame === "day" ? plusDays(firstDay, -364) : yearBefore(firstDay) };
  return window === "calendar" ? { bucketType, bucketStart: plusDays(firstDay, -1) } : null;
}

export const soldCategories = (marketplaceId: string, bucket: Bucket, limit = 100, page = 1, merchantId = ""): Question<Shape["SoldCategories"]> =>
  question("/api/top-categories", { query: { marketplaceId, merchantId, ...bucket, limit, page } });

/** From the period of a day up to that of another. */
export interface Stretch {
  readonly timeFrame: Frame;
  readonly from: string;
  readonly to: string;
  readonly weekStart?: string;
}
export const stretchOf = ({ bucketType, bucketStart, ...more }: Bucket): Stretch =>
  ({ timeFrame: bucketType.toLowerCase() as Frame, from: bucketStart, to: bucketStart, ...more });

/** What was sold, period by period, in the marketplace's own days. */
export const soldSeries = ({ marketplace, category, seller }: Choices, stretch: Stretch, timeZone: string): Question<Shape["SalesByPeriod"]> =>
  question("/api/v1/sales", { query: { marketplaceId: marketplace, sellerId: seller, categoryId: category, timeZone, ...stretch } });

/** What is expected, what of it is left, and a seller's share. */
export const expectedSales = ({ marketplace, category, seller, frame, window }: Choices, cycle: string): Question<Shape["ExpectedSales"]> =>
  question("/api/v1/sales/expected", { query: { marketplaceId: marketplace, sellerId: seller, categoryId: category, timeFrame: frame, window, cycle } });

export interface Parent {
  id: string;
  name: string;
  parent?: Parent | null;
}

const parents = "parent { id name parent { id name parent { id name parent { id name } } } }";

/** Where a category hangs in the tree: REST does not tell. */
export const ancestry = (marketplace: string, category: string): Question<{ data: { categoryPrediction: Parent | null } }> =>
  graph(`{ categoryPrediction(id: ${JSON.stringify(category)}, timeFrame: WEEK, window: ROLLING, marketplaceId: ${JSON.stringify(marketplace)}) { id name ${parents} } }`);

/** All categories, each with the one above it. */
export const tree = (marketplaceId: string): Question<Shape["CategoryTree"]> => question("/api/v1/categories", { query: { marketplaceId } });
