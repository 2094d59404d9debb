// SPDX-License-Identifier: Apache-2.0
#include "api/graph/schema_text.hpp"

namespace shelfcast::api::graph {

// Ids are ours, as texts; wherever one is asked for, the source's own key is taken too. Money is in the marketplace's
// currency, days are YYYY-MM-DD in its time zone, moments are RFC 3339. What a source does not tell of is null, and so
// is what was not measured.
const std::string_view kSchema = R"graphql(
type Query {
  "What is expected to sell in a period. Where several marketplaces are served, say which."
  predictions(
    timeFrame: TimeFrame!
    "A day, a local time (2025-11-20:14:03:59) or RFC 3339; now where it is left out."
    date: String
    marketplaceId: String
    window: Window! = CALENDAR
    "Only what this seller sells."
    sellerId: ID
    "Only what a unit of is expected to bring so much,"
    minPrice: Float
    "and no more."
    maxPrice: Float
    "Only products that you tagged so."
    tag: String
    "Answers from this table, where it is still kept."
    cycle: ID
    "As it was known at this moment (RFC 3339), or at the end of this day."
    asOf: String
  ): PredictionResult!
  "One category in a period; null where there is none of this id or key."
  categoryPrediction(id: ID!, timeFrame: TimeFrame!, date: String, marketplaceId: String, window: Window! = CALENDAR): Category
  "One product in a period; null where there is none of this id or key."
  product(id: ID!, timeFrame: TimeFrame! = WEEK, date: String, marketplaceId: String, window: Window! = ROLLING): Product
  "Categories, products and sellers by the beginnings of words of their names, those that sell best first."
  search(text: String!, kind: Kind, limit: Int! = 20, marketplaceId: String): [SearchResult!]!
  "Of which products much more or much less is expected now than some days ago."
  movers(timeFrame: TimeFrame! = WEEK, since: Int! = 7, direction: Direction! = BOTH, categoryId: ID, limit: Int! = 20, marketplaceId: String): Movers!
  "The marketplaces that are served."
  marketplaces: [Marketplace!]!
  "Refresh cycles, the newest first."
  cycles(limit: Int! = 10): [Cycle!]!
  "Every trained model that is known of a marketplace."
  models(marketplaceId: String): [ModelVersion!]!
  "How often what was promised came true."
  coverage(marketplaceId: String, timeFrame: TimeFrame, level: Level): Coverage!
  "What somebody should know, the newest first: a seller's own, or all. State, priority and rule as REST takes them."
  alerts(marketplaceId: String, sellerId: ID, audience: Audience, state: String, priority: String, rule: String, limit: Int! = 20): [Alert!]!
  "What a seller wants to be told, and where."
  alertPreference(marketplaceId: String, sellerId: ID): AlertPreference!
  "What you call products; of one product, what you call that. A seller's tags are its own, all others share theirs."
  tags(marketplaceId: String, productId: ID): [Tag!]!
}

type Mutation {
  "Says what you think of a prediction; the same under the same key is kept once."
  giveFeedback(feedback: FeedbackInput!, idempotencyKey: String): Feedback!
  "Says that you see to these alerts: all of them or none."
  acknowledgeAlerts(ids: [Int!]!): [Alert!]!
  "Tells nobody of them for a while."
  snoozeAlerts(ids: [Int!]!, minutes: Int! = 60): [Alert!]!
  "Takes that back."
  reopenAlerts(ids: [Int!]!): [Alert!]!
  "What is left out stays as it is."
  changeAlertPreference(marketplaceId: String, sellerId: ID, preference: AlertPreferenceInput!): AlertPreference!
  "Gives each of these products some tags, and takes others away: all of it or nothing. Answers with all your tags."
  changeTags(marketplaceId: String, productIds: [ID!]!, add: [String!], remove: [String!]): [Tag!]!
}

type Subscription {
  "Each table as it begins to serve."
  predictionsPublished(marketplaceId: String): Publication!
  "Each alert as it is raised: a seller's own, or all."
  alertRaised(marketplaceId: String): Alert!
  "What sells best of a whole marketplace: at once, and again whenever that changes, by a new table or by what is sold."
  topSellers(marketplaceId: String, timeFrame: TimeFrame! = WEEK, window: Window! = CALENDAR, limit: Int! = 10): [Product!]!
}

type Publication {
  marketplaceId: String!
  cycle: ID!
  published: String!
  dataCut: String!
  modelVersion: String!
}

type Tag {
  tag: String!
  "How many have it."
  products: Int!
}

enum Priority { P0 P1 P2 P3 }
enum Audience { OPERATORS SELLERS }
enum AlertState { OPEN ACKNOWLEDGED SNOOZED RESOLVED }
enum Cadence { IMMEDIATE HOURLY DAILY }

type Alert {
  id: Int!
  rule: String!
  priority: Priority!
  state: AlertState!
  "Empty: the server itself."
  marketplaceId: String!
  "As product:4711; empty: all of it."
  subject: String!
  subjectName: String!
  "What holds the subject, as category:12."
  within: String!
  "Whose concern it is; empty: the operators'."
  sellerKey: String!
  message: String!
  measured: Float!
  threshold: Float!
  "In minor units of the currency."
  moneyAtStakeMinor: Float
  currency: String!
  raisedAt: String!
  changedAt: String!
  toldAt: String
  acknowledgedAt: String
  acknowledgedBy: String!
  snoozedUntil: String
  escalatedAt: String
  resolvedAt: String
  "How often it became true."
  times: Int!
  "The alert that explains this one."
  followsFrom: Int
  "How many this one explains."
  followers: Int!
}

type AlertPreference {
  marketplaceId: String!
  sellerKey: String!
  email: String!
  slackUrl: String!
  webhookUrl: String!
  webhookIsSigned: Boolean!
  telephone: String!
  cadence: Cadence!
  alertsPerWeek: Int!
  leastPriority: Priority!
  "By rule."
  thresholds: JSON!
  mutedRules: [String!]!
}

input ThresholdInput {
  rule: String!
  value: Float!
}

input AlertPreferenceInput {
  "Empty here and below: not that way."
  email: String
  slackUrl: String
  webhookUrl: String
  webhookSecret: String
  telephone: String
  cadence: Cadence
  alertsPerWeek: Int
  leastPriority: Priority
  thresholds: [ThresholdInput!]
  mutedRules: [String!]
}

input FeedbackInput {
  marketplaceId: String
  "This, or a category."
  productId: ID
  categoryId: ID
  timeFrame: TimeFrame!
  window: Window = CALENDAR
  date: String
  cycle: ID
  verdict: Verdict!
  "What you expect instead."
  expectedUnits: Float
  comment: String
}

enum Verdict { RIGHT TOO_HIGH TOO_LOW }

type Feedback {
  id: ID!
  at: String!
  by: String
  marketplaceId: String!
  cycle: ID!
  productKey: String
  categoryKey: String
  timeFrame: TimeFrame!
  firstDay: String!
  lastDay: String!
  "When it was said."
  predictedUnits: Float!
  verdict: Verdict!
  expectedUnits: Float
  comment: String!
}

enum TimeFrame { DAY WEEK MONTH QUARTER HALF YEAR }

enum Window {
  "The calendar's period that holds the date."
  CALENDAR
  "The one after it."
  NEXT
  "As many days, from the day after the data ends."
  ROLLING
}

enum Sort {
  "The best first."
  DESC
  "The worst first."
  ASC
  "As DESC."
  AMOUNT_DESC
  AMOUNT_ASC
  "The most units first."
  UNITS_DESC
  UNITS_ASC
  "By name, byte by byte."
  NAME_ASC
  NAME_DESC
}

enum Kind { CATEGORY PRODUCT SELLER }
enum Direction { BOTH UP DOWN }
enum Level { PRODUCT CATEGORY MARKETPLACE }

"Any JSON value."
scalar JSON

type PredictionResult {
  marketplaceId: String!
  timeFrame: TimeFrame!
  window: Window!
  "The first second of the period, in UTC."
  periodStart: String!
  "Its last second."
  periodEnd: String!
  currency: String
  lastRefreshed: String!
  "The last day whose sales are known."
  dataCut: String!
  modelVersion: String!
  "The table that answers: give it back as `cycle`, and pages stay in step."
  cycle: ID!
  categories(limit: Int = 5, page: Int = 1, sort: Sort! = DESC): [Category!]!
  totalCategories: Int!
  totalExpectedUnits: Float
  totalExpectedAmount: Float
  "Of all units; null where not all products are asked about, or it was not measured."
  interval: Interval
  category(id: ID!): Category
  product(id: ID!): Product
}

type Category {
  id: ID!
  "The source's own id."
  key: String!
  name: String!
  parent: Category
  "What is expected to be sold, to the cent. Of a category that holds no products itself: of all below it."
  predictedSalesAmount: Float
  "The measured chance that what is sold comes within 25 % of it."
  confidenceScore: Float
  expectedUnits: Float
  expectedAmount: Float
  "What was sold; null before all of the period is known."
  actual: Sold
  interval: Interval
  "Its place among all categories, from 1 on."
  rank: Int
  "The chance of ending among the best so many: 5, 10, 20 or 50."
  topProbability(among: Int! = 10): Float
  "Of ten draws, eight ended between this rank"
  rankLow: Int
  "and this one."
  rankHigh: Int
  "The best of it and of all categories below it."
  topProducts(limit: Int = 5, page: Int = 1, sort: Sort! = DESC): [Product!]!
  totalProducts: Int!
}

type Product {
  id: ID!
  "The source's own id."
  key: String!
  name: String!
  category: Category!
  seller: Seller!
  "Too young to have shown what it sells."
  isNew: Boolean!
  "What is expected to be sold, rounded to a whole number."
  predictedQuantity: Int
  "To the cent."
  predictedAmount: Float
  "The measured chance that what is sold comes within 25 % of it."
  confidenceScore: Float
  expectedUnits: Float
  expectedAmount: Float
  "What was sold; null before all of the period is known."
  actual: Sold
  interval: Interval
  "What was sold since the numbers were made; null but of topSellers, and where it is not counted."
  soldSince: Sold
  "Its place in the ranking it was asked for in, from 1 on; by itself: among the products of its category."
  rank: Int
  "The chance of ending among the best so many of its category: 5, 10, 20 or 50."
  topProbability(among: Int! = 10): Float
  rankLow: Int
  rankHigh: Int
  "Day by day from the end of the data on; later on in longer steps."
  forecast(days: Int! = 28): [Step!]!
  "Every time frame from the end of the data on."
  frames: [Frame!]!
  "The days on which it sold; null where that is not kept."
  history(days: Int! = 90): [SoldDay!]
  "What makes days of it unlike others, so many days back from the end of the data and ahead; null where that is not kept."
  calendar(days: Int! = 90, ahead: Int! = 28): Calendar
  "Products that it is like, by what is expected of each, the likest first; of its category, or of one above where that holds few."
  similar(limit: Int! = 5): [SimilarProduct!]!
  "Where it stood in its category's coming week, by the last tables, the earliest first."
  rankHistory(tables: Int! = 7): [RankThen!]!
}

type Sold {
  units: Float
  amount: Float
}

type Seller {
  id: ID!
  key: String!
  name: String!
}

"Bounds of the units that are sold: in 80 and in 95 of 100 cases they hold."
type Interval {
  lo80: Float!
  hi80: Float!
  lo95: Float!
  hi95: Float!
}

type Step {
  firstDay: String!
  lastDay: String!
  expectedUnits: Float
  expectedAmount: Float
  lo80: Float
  hi80: Float
  lo95: Float
  hi95: Float
}

type Frame {
  timeFrame: TimeFrame!
  firstDay: String!
  lastDay: String!
  expectedUnits: Float
  expectedAmount: Float
  confidenceScore: Float
  lo80: Float
  hi80: Float
  lo95: Float
  hi95: Float
  rank: Int!
  "How many products its category has."
  of: Int!
  rankLow: Int
  rankHigh: Int
  topProbability(among: Int! = 10): Float
}

type SoldDay {
  day: String!
  units: Float
  amount: Float
}

type SimilarProduct {
  product: Product!
  "From 0 to 1: the mean of what is known of both."
  likeness: Float!
  alike: Alike!
}

"Each from 0 to 1; null where it is not known of both."
type Alike {
  "The words that both names have, rare ones counting more."
  name: Float!
  "Of what a unit brings, the lower part of the higher,"
  price: Float
  "and of the units of the coming month."
  level: Float
  "How much the shares of weekdays overlap,"
  weekdays: Float
  "and of months."
  season: Float
}

type Calendar {
  holidays: [HolidayTold!]!
  promotions: [PromotionTold!]!
  "When it could not be bought; null where nobody told."
  stockOuts: [StockOut!]
}

type HolidayTold {
  day: String!
  name: String!
}

type PromotionTold {
  firstDay: String!
  lastDay: String!
  "0.2 is 20 % off the regular price."
  discount: Float!
}

type StockOut {
  firstDay: String!
  "Null: it was not back when the data ended."
  lastDay: String
}

type RankThen {
  table: ID!
  published: String!
  dataCut: String!
  expectedUnits: Float
  expectedAmount: Float
  rank: Int!
  of: Int!
}

type SearchResult {
  kind: Kind!
  id: ID!
  key: String!
  name: String!
  "What is expected of it in the seven days after the data ends."
  expectedUnits: Float
  expectedAmount: Float
  "Where it is a product."
  product: Product
  "Where it is a category; of a product the one that it is in."
  category: Category
}

type Movers {
  timeFrame: TimeFrame!
  currency: String
  now: Side!
  "Null where no table is kept from so long ago: then nothing can have moved, and the note says so."
  before: Side
  note: String
  movers: [Mover!]!
}

type Side {
  table: ID!
  published: String!
  dataCut: String!
  firstDay: String!
  lastDay: String!
}

type Mover {
  productId: ID!
  productName: String!
  productKey: String!
  categoryId: ID!
  sellerId: ID!
  isNew: Boolean!
  expectedUnits: Float
  expectedAmount: Float
  expectedUnitsBefore: Float
  expectedAmountBefore: Float
  change: Float!
  changeRatio: Float
  rank: Int!
  rankBefore: Int
}

type Marketplace {
  marketplaceId: String!
  currency: String
  timeZone: String!
  grain: String!
  dataCut: String!
  lastRefreshed: String!
  modelVersion: String!
  cycle: ID!
  nowIsDataCut: Boolean!
  nextRefreshDue: String
}

type Cycle {
  id: ID!
  marketplaceId: String!
  state: String!
  startedBy: String!
  started: String!
  finished: String
  step: String!
  progress: Float!
  problem: String
  rowsIn: Float!
  rowsDuplicate: Float!
  rowsRejected: Float!
  dataCut: String
  modelVersion: String
  timings: [Timing!]!
}

type Timing {
  step: String!
  seconds: Float!
}

type ModelVersion {
  version: ID!
  marketplaceId: String!
  kind: String!
  stage: String!
  cycle: String!
  dataCut: String!
  configDigest: String!
  parent: String
  trainedAt: String!
  bytes: Float!
  kept: Boolean!
  metrics: JSON
}

type Coverage {
  marketplaceId: String!
  periods: Float!
  knownFrom: String
  scoredUntil: String
  note: String
  coverage: [CoverageRow!]!
}

type CoverageRow {
  level: String!
  timeFrame: String!
  horizon: String!
  intervals: Float!
  held80: Float!
  held95: Float!
  coverage80: Float
  coverage95: Float
  confidenceScore: JSON
  topProbability: JSON
}
)graphql";

}  // namespace shelfcast::api::graph
