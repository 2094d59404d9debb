// The best products of a whole marketplace: REST ranks them by category, so the best of each branch are put together.
import { ask } from "./ask";
import { graph, type Graph, type Question } from "./question";
import { tree, type Parent } from "./questions";
import type { Choices } from "../state/place";

export interface BestProduct {
  readonly id: string;
  readonly name: string;
  readonly expectedUnits: number | null;
  readonly expectedAmount: number | null;
  readonly seller: { readonly name: string };
}
export interface Branch {
  readonly id: string;
  readonly name: string;
}

export function rootOf(category: Parent): Branch {
  let root = category;
  while (root.parent) root = root.parent;
  return { id: root.id, name: root.name };
}

/** The tops of the tree, each once. */
export async function branches(marketplace: string, signal: AbortSignal): Promise<Branch[]> {
  const all = new Map<string, Branch>();
  let left = 1;
  for (let page = 1; left > 0; ++page) {
    const { predictions } = (await ask(tree(marketplace, page), signal)).body.data;
    for (const category of predictions.categories) {
      const root = rootOf(category);
      all.set(root.id, root);
    }
    left = predictions.categories.length === 0 ? 0 : predictions.totalCategories - page * 100;
  }
  return [...all.values()];
}

type Bests = Graph<{ predictions: Record<string, { topProducts: BestProduct[] } | null> }>;

export function bestOfBranches({ marketplace, seller, frame, window, measure }: Choices, roots: readonly Branch[], limit: number): Question<Bests> {
  const one = ({ id }: Branch, index: number) =>
    `b${index}: category(id: ${JSON.stringify(id)}) { topProducts(limit: ${limit}, sort: ${measure === "units" ? "UNITS_DESC" : "DESC"}) { id name expectedUnits expectedAmount seller { name } } }`;
  const whose = seller && `, sellerId: ${JSON.stringify(seller)}`;
  return graph(
    `{ predictions(timeFrame: ${frame.toUpperCase()}, window: ${window.toUpperCase()}, marketplaceId: ${JSON.stringify(marketplace)}${whose}) { ${roots.map(one).join(" ")} } }`);
}

export async function bestOfAll(choices: Choices, limit: number, signal: AbortSignal): Promise<BestProduct[]> {
  const roots = await branches(choices.marketplace, signal);
  const { predictions } = (await ask(bestOfBranches(choices, roots, limit), signal)).body.data;
  const products = Object.values(predictions).flatMap((branch) => branch?.topProducts ?? []);
  const size = (one: BestProduct) => (choices.measure === "units" ? null : one.expectedAmount) ?? one.expectedUnits ?? 0;
  return products.sort((a, b) => size(b) - size(a)).slice(0, limit);
}
