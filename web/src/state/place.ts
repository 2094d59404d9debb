// What is shown is what the address says, and nothing else: back, reload and a shared link show the same.
export const kFrames = ["day", "week", "month", "quarter", "half", "year"] as const;
export const kWindows = ["rolling", "calendar", "next"] as const;
export const kSorts = ["desc", "asc", "units_desc", "units_asc", "name_asc", "name_desc"] as const;
export const kComparisons = ["before", "year", "none"] as const;
export const kComparings = ["periods", "promises", "models"] as const;
export const kMeasures = ["amount", "units"] as const;
export const kViews = ["overview", "categories", "products", "compare", "trust", "alerts", "operations", "settings"] as const;

export const kAlertStates = ["open", "acknowledged", "snoozed", "resolved"] as const;
export const kPriorities = ["P0", "P1", "P2", "P3"] as const;
export const kAudiences = ["operators", "sellers"] as const;

export type Frame = (typeof kFrames)[number];
export type Window = (typeof kWindows)[number];
export type Sort = (typeof kSorts)[number];
export type Comparison = (typeof kComparisons)[number];
/** What the view Compare compares: two periods, what was promised with what happened, models. */
export type Comparing = (typeof kComparings)[number];
export type Measure = (typeof kMeasures)[number];
export type AlertState = (typeof kAlertStates)[number];
export type Priority = (typeof kPriorities)[number];
export type Audience = (typeof kAudiences)[number];
export type View = (typeof kViews)[number];

export interface Choices {
  marketplace: string;
  frame: Frame;
  window: Window;
  comparison: Comparison;
  measure: Measure;
  category: string;
  seller: string;
  least: string;
  most: string;
  /** What whoever looks calls products. */
  tag: string;
  sort: Sort;
  page: number;
  comparing: Comparing;
  /** Of which product something is compared; empty: of all. */
  product: string;
  /** A day of the period that is looked at, and of the one beside it; empty: the usual ones. */
  day: string;
  beside: string;
  /** The day whose knowledge is asked for; empty: what is usual. */
  asOf: string;
  state: AlertState;
  /** Empty, here and below: whichever. */
  priority: Priority | "";
  audience: Audience | "";
  rule: string;
}

export interface Place {
  readonly view: View | null;
  readonly id: string;
  readonly choices: Choices;
}

export const kDefaults: Choices = {
  marketplace: "", frame: "week", window: "rolling", comparison: "before", measure: "amount",
  category: "", seller: "", least: "", most: "", tag: "", sort: "desc", page: 1, comparing: "periods", product: "", day: "", beside: "", asOf: "",
  state: "open", priority: "", audience: "", rule: "",
};

/** Money is what most look for first; of a product, the units: only they have ranges. */
const usualMeasure = (view: View | null): Measure => (view === "products" ? "units" : "amount");
const usual = (view: View | null): Choices => ({ ...kDefaults, measure: usualMeasure(view) });

/** Choices that belong to one list and do not go along to another place. */
const kOfList: Partial<Choices> = {
  category: "", seller: "", least: "", most: "", tag: "", sort: "desc", page: 1, comparing: "periods", product: "", day: "", beside: "", asOf: "",
  state: "open", priority: "", audience: "", rule: "",
};

const oneOf = <Word extends string>(words: readonly Word[], text: string | null, otherwise: Word): Word =>
  words.find((word) => word === text) ?? otherwise;
const price = (text: string | null): string => (text !== null && /^\d{1,12}(\.\d{1,6})?$/.test(text) ? text : "");
const day = (text: string | null): string => (text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "");
const count = (text: string | null): number => (text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1);

function choicesOf(query: URLSearchParams, view: View | null): Choices {
  return {
    marketplace: query.get("marketplace") ?? "",
    frame: oneOf(kFrames, query.get("frame"), kDefaults.frame),
    window: oneOf(kWindows, query.get("window"), kDefaults.window),
    comparison: oneOf(kComparisons, query.get("comparison"), kDefaults.comparison),
    measure: oneOf(kMeasures, query.get("measure"), usualMeasure(view)),
    category: query.get("category") ?? "",
    seller: query.get("seller") ?? "",
    least: price(query.get("least")),
    most: price(query.get("most")),
    tag: query.get("tag") ?? "",
    sort: oneOf(kSorts, query.get("sort"), kDefaults.sort),
    page: count(query.get("page")),
    comparing: oneOf(kComparings, query.get("comparing"), kDefaults.comparing),
    product: query.get("product") ?? "",
    day: day(query.get("day")),
    beside: day(query.get("beside")),
    asOf: day(query.get("asOf")),
    state: oneOf(kAlertStates, query.get("state"), kDefaults.state),
    priority: oneOf([...kPriorities, ""], query.get("priority"), ""),
    audience: oneOf([...kAudiences, ""], query.get("audience"), ""),
    rule: query.get("rule") ?? "",
  };
}

function partsOf(path: string): string[] | null {
  try {
    return path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** Where an address leads; a view of null: nowhere. */
export function placeOf(path: string, search: string): Place {
  const [first = "overview", id = "", ...more] = partsOf(path) ?? ["?"];
  const view = kViews.find((word) => word === first) ?? null;
  const mayHaveId = view === "categories" || view === "products";
  const isSomewhere = more.length === 0 && (id === "" ? view !== "products" : mayHaveId);
  return { view: isSomewhere ? view : null, id, choices: choicesOf(new URLSearchParams(search), view) };
}

export function addressOfPlace({ view, id, choices }: Place): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(choices)) {
    if (value !== usual(view)[name as keyof Choices]) query.set(name, String(value));
  }
  const path = view === "overview" || view === null ? "/" : `/${view}${id && `/${encodeURIComponent(id)}`}`;
  return query.size > 0 ? `${path}?${query}` : path;
}

export interface Change extends Partial<Choices> {
  view?: View;
  id?: string;
}

/** The place with some of it changed. A page number is of one list in one order: any other change leads to the first page. */
export function changed(place: Place, { view, id, ...choices }: Change): Place {
  const moves = (view !== undefined && view !== place.view) || (id !== undefined && id !== place.id);
  const there = view ?? place.view;
  const measure = place.choices.measure === usualMeasure(place.view) ? usualMeasure(there) : place.choices.measure;
  return {
    view: there,
    id: id ?? (view !== undefined && view !== place.view ? "" : place.id),
    choices: { ...place.choices, measure, page: 1, ...(moves ? kOfList : {}), ...choices },
  };
}
